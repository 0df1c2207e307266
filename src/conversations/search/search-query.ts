/** The longest query that is looked at, in characters, and in words. */
const longest = 200;
const mostWords = 12;

/** The words of what somebody typed: letters and digits only, so that no database reads an operator in them. */
export function wordsOf(typed: string): string[] {
  return (typed.slice(0, longest).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, mostWords);
}

/** For SQLite's FTS5: every word quoted, the last one as a beginning, within the workspace. */
export function ftsQuery(words: readonly string[], workspaceId: string): string {
  return `workspace_id:"${workspaceId}" AND body:(${words.map((word, index) => `"${word}"${isOpen(words, index) ? '*' : ''}`).join(' AND ')})`;
}

/**
 * For PostgreSQL: an expression that takes each word as a value. Taking accents off can turn one letter into several signs, brackets and
 * quotes among them ("⑴" becomes "(1)"), so nothing that comes of it is read as an operator.
 */
export function tsQuery(words: readonly string[]): string {
  const beginning = `to_tsquery('simple', '''' || translate(search_text(?), '''\\', '  ') || ''':*')`;
  const whole = `plainto_tsquery('simple', search_text(?))`;
  return words.map((_, index) => (isOpen(words, index) ? beginning : whole)).join(' && ');
}

/**
 * A word as FTS5's tokenizer cuts it. Its idea of letters is older than ours and knows few marks; what it takes for several words would be
 * a phrase, which the index has no room for.
 */
export async function tokensOf(word: string, isOneToken: (text: string) => Promise<boolean>): Promise<string[]> {
  const tokens: string[] = [];
  for (const character of word) {
    const longer = (tokens.at(-1) ?? '') + character;
    if (tokens.length && (await isOneToken(longer))) tokens[tokens.length - 1] = longer;
    else tokens.push(character);
  }
  return tokens;
}

/** The last word may still be half typed; a beginning of one or two letters fits too much to be a search. */
const isOpen = (words: readonly string[], index: number) => index === words.length - 1 && words[index].length > 2;

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export interface SnippetPart {
  text: string;
  hit: boolean;
}

/** The part of a text around the first hit, with the hits told apart. */
export function snippetOf(body: string, words: readonly string[], length = 160): SnippetPart[] {
  const wanted = words.map(plain);
  const tokens = [...body.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    hit: wanted.some((word, index) => (isOpen(wanted, index) ? plain(match[0]).startsWith(word) : plain(match[0]) === word)),
  }));
  const first = tokens.find((token) => token.hit)?.start ?? 0;
  const from = first > length / 2 ? (tokens.find((token) => token.start >= first - length / 3)?.start ?? first) : 0;
  const to = Math.min(body.length, from + length);
  const parts: SnippetPart[] = from > 0 ? [{ text: '… ', hit: false }] : [];
  let end = from;
  for (const token of tokens.filter(({ hit, start, end: stop }) => hit && start >= from && stop <= to)) {
    if (token.start > end) parts.push({ text: body.slice(end, token.start), hit: false });
    parts.push({ text: body.slice(token.start, token.end), hit: true });
    end = token.end;
  }
  if (end < to) parts.push({ text: body.slice(end, to), hit: false });
  if (to < body.length) parts.push({ text: ' …', hit: false });
  return parts;
}
