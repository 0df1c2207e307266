import { touchable } from './issue';

export interface Word {
  text: string;
  at: number;
}

const pattern =
  /(?<![\p{L}\p{N}_./\\-])\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*(?![\p{L}\p{M}\p{N}_\\/]|['’-]\p{L}|\.\p{L})/gu;

/**
 * The words of a text that a dictionary can be asked about: no names of the people in the conversation, no abbreviations, no codes,
 * and no capitalised words within a sentence, which are mostly names.
 */
export function wordsToCheck(text: string, names: readonly string[]): Word[] {
  const known = new Set(names.flatMap((name) => name.toLowerCase().split(/[\s-]+/)));
  return [...touchable(text).matchAll(pattern)]
    .map(({ 0: word, index }) => ({ text: word, at: index }))
    .filter(({ text: word, at }) => word.length > 1 && !known.has(plain(word)) && !isName(word, at, text));
}

const plain = (word: string): string => word.toLowerCase().replace(/['’]s$/, '');

/** "NASA", "iPhone", and "Lisbon" unless a sentence begins with it. */
function isName(word: string, at: number, text: string): boolean {
  if (/\p{Lu}/u.test(word.slice(1))) return true;
  return /^\p{Lu}/u.test(word) && !/(?:^|[.!?…:\n]["”»)]*)\s*["“«(¿¡*•-]*\s*$/u.test(text.slice(Math.max(0, at - 12), at));
}
