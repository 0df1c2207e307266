const begin = '<think>';
const end = '</think>';

/** Some models think aloud before they answer. What they thought is not the text. */
export async function* withoutThoughts(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let head: string | undefined = '';
  for await (const piece of pieces) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head += piece;
    const start = head.trimStart();
    if (begin.startsWith(start.slice(0, begin.length)) && start.length < begin.length) continue;
    if (start.startsWith(begin)) {
      const close = start.indexOf(end);
      if (close < 0) continue;
      head = start.slice(close + end.length);
    }
    // The blank lines after a thought, or before an answer, belong to neither.
    const text: string = head.trimStart();
    if (!text) continue;
    head = undefined;
    yield text;
  }
  if (head && !head.trimStart().startsWith(begin) && head.trim()) yield head;
}
