/** A text with a space towards the words that it comes between, where there is none. */
export function spaced(before: string, text: string, after: string): string {
  const gap = /[^\s([{"'«“„]$/u.test(before) && /^[^\s.,;:!?)\]}]/u.test(text) ? ' ' : '';
  const end = /^[^\s.,;:!?)\]}"'»”]/u.test(after) && /\S$/u.test(text) ? ' ' : '';
  return gap + text + end;
}
