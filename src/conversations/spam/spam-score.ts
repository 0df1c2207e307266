import { hasPhrase, plainForm } from './plain-form';

export const spamReasons = ['links', 'phrases', 'repeats', 'speed'] as const;
export type SpamReason = (typeof spamReasons)[number];

/** What is known of a first message besides its words. */
export interface Signals {
  /** Others who wrote the same within the last minutes. */
  repeats: number;
  /** First messages from the same address within the last minute, this one included. */
  fromAddress: number;
}

/** From here on, a message goes to Spam. */
export const enough = 5;
const linkPoints = [0, 1, 2, 3, 5];
const repeatPoints = [0, 2, 4, 5];
const speedPoints = [0, 0, 0, 1, 2, 3, 4, 5];
const at = (points: readonly number[], count: number) => points[Math.min(count, points.length - 1)];

/** Addresses of pages; a mail address is none. */
const links = /\bhttps?:\/\/\S|\bwww\.\S/giu;

/**
 * How much a first message looks like spam, and why. A pure rule: one link or one repetition is nobody's fault, several things
 * together are a pattern, and a workspace's own phrase is enough by itself.
 *
 * @param phrases in their plain form
 */
export function spamScore(
  body: string,
  plain: string,
  phrases: readonly string[],
  { repeats, fromAddress }: Signals,
): { score: number; reasons: SpamReason[] } {
  const points: Record<SpamReason, number> = {
    links: at(linkPoints, body.slice(0, 8000).match(links)?.length ?? 0),
    phrases: phrases.some((phrase) => hasPhrase(plain, phrase)) ? enough : 0,
    repeats: at(repeatPoints, repeats),
    speed: at(speedPoints, fromAddress),
  };
  const reasons = spamReasons.filter((reason) => points[reason] > 0);
  return { score: reasons.reduce((sum, reason) => sum + points[reason], 0), reasons };
}

export const plainPhrases = (lines: readonly string[]): string[] => [...new Set(lines.map(plainForm).filter(Boolean))];
