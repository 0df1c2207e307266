/** Longer lines are no answer of a language model. */
const longestLine = 1_000_000;

/** The data of server-sent events (WHATWG HTML, 9.2), however the network cut them. Names, ids and comments are passed over. */
export async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > longestLine) throw new Error('The answer is no stream of events.');
    // A carriage return at the end may be half of a line break.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      else if (!line && data.length) {
        yield data.join('\n');
        data = [];
      }
    }
  }
  // Some servers leave out the empty line after the last event.
  if (rest.startsWith('data:')) data.push(rest.slice(5).trim());
  if (data.length) yield data.join('\n');
}
