import { spaced } from './spaced';

/**
 * Puts a text into a field as if somebody had typed it, in place of all that stands there or below it. The browser's own undo takes it
 * back: that is what the old command is still for, and nothing newer does it.
 */
export function put(field: HTMLTextAreaElement, text: string, where: 'instead' | 'below'): void {
  field.focus();
  const end = field.value.length;
  const gap = field.value.trim() && where === 'below' ? '\n\n' : '';
  write(field, gap + text, where === 'instead' ? 0 : end, end);
}

/**
 * Puts a text where the caret is, apart from the words around it; what is selected stays. Whoever is busy elsewhere on the page is left
 * there: then the browser's undo does not know of it.
 */
export function putAtCaret(field: HTMLTextAreaElement, text: string): void {
  const { activeElement } = document;
  const isElsewhere = activeElement && activeElement !== document.body && !field.form?.contains(activeElement);
  if (!isElsewhere) field.focus();
  const at = field.selectionEnd;
  write(field, spaced(field.value.slice(0, at), text, field.value.slice(at)), at, at, !isElsewhere);
}

function write(field: HTMLTextAreaElement, text: string, from: number, to: number, isFocused = true): void {
  if (isFocused) field.setSelectionRange(from, to);
  if (isFocused && document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
