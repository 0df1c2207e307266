import { plainText } from '../../common/plain-text';

/** Control characters but tab and line feed, and what turns the direction of text, so that it reads as what it is not. */
const unseen = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text of a plugin as somebody could have typed it: an agent has to see all of what they are about to send. */
export const draftText = (text: string): string =>
  plainText(text).replace(/\r\n?/g, '\n').replaceAll('\u2028', '\n').replace(unseen, '').trimEnd();
