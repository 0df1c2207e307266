import { baseOf } from './languages';

export interface Candidate {
  lang: string;
  /** From 0 to 1. */
  accuracy: number;
}
export interface Guess {
  language: string | undefined;
  /** Enough to remember it of the author; otherwise it is only what was known before. */
  certain: boolean;
}

/** Fewer letters say little: "Hello" looks Italian. */
const fewLetters = 12;
const enoughForFew = 0.9;
const enough = 0.12;
/** How much better the best has to be than the second. */
const ahead = 1.1;
/** What the author wrote before is kept while it is nearly as likely. */
const nearly = 0.6;

const addresses = /https?:\/\/\S+|[^\s@]+@[^\s@]+\.\w+/g;
const lettersOf = (text: string) => (text.replace(addresses, ' ').match(/\p{L}/gu) ?? []).length;

/** Numbers, addresses and faces are the same in every language. */
export const isWords = (text: string): boolean => lettersOf(text) >= 2;

/** The rule: which of the candidates it is, if any can be believed. */
export function decide(candidates: readonly Candidate[], text: string, known?: string): Guess {
  const [best, second] = candidates;
  const unknown = { language: known, certain: false };
  if (!best) return unknown;
  const before = known && candidates.find(({ lang }) => baseOf(lang) === baseOf(known));
  if (before && before.accuracy >= best.accuracy * nearly) return { language: known, certain: true };
  if (lettersOf(text) < fewLetters) return best.accuracy >= enoughForFew ? { language: best.lang, certain: !known } : unknown;
  const isClear = best.accuracy >= enough && best.accuracy >= (second?.accuracy ?? 0) * ahead;
  return isClear ? { language: best.lang, certain: true } : unknown;
}

/** @param known what the author wrote before, or what their browser says; BCP 47 */
export async function detect(text: string, known?: string): Promise<Guess> {
  if (!isWords(text)) return { language: known, certain: false };
  // Several megabytes of tables: loaded when the first text comes that is to be translated.
  const { detectAll } = await import('tinyld');
  return decide(detectAll(text.replace(addresses, ' ').slice(0, 1000)), text, known);
}
