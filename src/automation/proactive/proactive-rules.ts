import { ChatError } from '../../common/errors';
import type { ProactiveMessage } from './proactive-message.entity';
import type { ProactiveChoice, ProactiveRule } from './proactive.types';

/** More would be a second website inside the website, and would weigh on every page. */
export const mostMessages = 20;
export const longestWords = 300;
export const longestPage = 200;
export const longestSeconds = 3600;
export const longestPause = 365;

/** What has to be remembered in a browser needs the visitor's consent: that it was shown, or that they were here before. */
export const needsMemory = ({ trigger, pauseDays }: Pick<ProactiveChoice, 'trigger' | 'pauseDays'>): boolean =>
  trigger === 'return' || pauseDays > 0;

/** @throws ChatError `request.invalid`, with what to mend beside each field */
export function checkChoice({ texts, pageMatch, page, trigger, pauseDays }: ProactiveChoice): void {
  const fields: Record<string, string> = {};
  if (!Object.keys(texts).length) fields.texts = 'proactive.faults.texts';
  if (pageMatch !== 'any' && !page) fields.page = 'proactive.faults.page';
  if (trigger === 'return' && pauseDays < 1) fields.pauseDays = 'proactive.faults.pauseDays';
  if (Object.keys(fields).length) throw new ChatError('request.invalid', { fields });
}

/** The words for a visitor's language; where there are none, the English ones, then whichever come first. */
export function wordsIn(
  texts: Readonly<Record<string, string>>,
  language: string,
): { text: string; language: string } | undefined {
  const found = [language, 'en', ...Object.keys(texts).sort()].find((one) => Object.hasOwn(texts, one));
  return found === undefined ? undefined : { text: texts[found], language: found };
}

/** What a widget has to know of a message; undefined if it has nothing to say. */
export function ruleOf(message: ProactiveMessage, language: string): ProactiveRule | undefined {
  const words = wordsIn(message.texts, language);
  if (!words) return undefined;
  const { id, pageMatch, page, trigger, amount, pauseDays } = message;
  return { id, ...words, ...(pageMatch !== 'any' && { page: { match: pageMatch, text: page } }), trigger, amount, pauseDays };
}
