/** What the server refused or could not do, in its own words. */
export class Refused extends Error {}

interface Line {
  piece?: string;
  done?: boolean;
  error?: { message: string };
}

/** Reads an answer that comes in lines of JSON. @throws Refused with the server's sentence; '' if it broke off or there was none */
export async function* piecesOf(response: Response): AsyncGenerator<string> {
  if (!response.ok || !response.body) throw new Refused(await sentenceOf(response));
  let rest = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + read.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { piece, done, error } = JSON.parse(line) as Line;
        if (error) throw new Refused(error.message);
        if (done) return;
        if (piece) yield piece;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  throw new Refused('');
}

export async function sentenceOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { error?: { message?: string } }).error?.message ?? '';
  } catch {
    return '';
  }
}
