import { touchable, type Issue } from './issue';

interface Rule {
  pattern: RegExp;
  /** Text that takes the place of the first group, or of everything found. */
  instead: string;
}

const narrow = '\u202f';
const wide = '\u00a0';

/** Rules of every language. The first group is what changes; what stands around it only has to be there. */
const everywhere: Rule[] = [
  { pattern: /(?<=[^\s\0])( {2,})(?=[^\s\0])/g, instead: ' ' },
  { pattern: /(?<![.\0])(\.{3})(?!\.)/g, instead: '…' },
  { pattern: /(?<=[^\s\0-] )(--?)(?= [^\s\0-])/g, instead: '–' },
  { pattern: /(?<=\p{L})(\s+)(?=[,.](?:\s|$))/gu, instead: '' },
  { pattern: /(?<=\p{L},)()(?=\p{L})/gu, instead: ' ' },
];
const closeMarks: Rule = { pattern: /(?<=\p{L})( +)(?=[;:!?](?:\s|$))/gu, instead: '' };
/** French puts a space before these marks, narrow before all but the colon, and never lets a line begin with one. */
const french: Rule[] = [
  { pattern: /(?<=[\p{L}\p{N}»])( ?)(?=[;!?](?:\s|$))/gu, instead: narrow },
  { pattern: /(?<=[\p{L}»])( ?)(?=:(?:\s|$))/gu, instead: wide },
];

const quotes: Record<string, [string, string]> = {
  en: ['“', '”'],
  es: ['«', '»'],
  pt: ['“', '”'],
  de: ['„', '“'],
  fr: [`«${wide}`, `${wide}»`],
};

/** Spaces, quotes and dashes as the language has them. `language` is a base tag such as `fr`; unknown ones get what holds everywhere. */
export function findTypography(text: string, language: string | undefined): Issue[] {
  const open = touchable(text);
  const rules = [...everywhere, ...(language === 'fr' ? french : [closeMarks])];
  return [...rules.flatMap((rule) => found(open, rule)), ...quotesIn(open, quotes[language ?? ''])];
}

function found(text: string, { pattern, instead }: Rule): Issue[] {
  return [...text.matchAll(pattern)]
    .filter(({ 1: old }) => old !== instead)
    .map(({ 1: old, index }) => ({ kind: 'typography', at: index, length: old.length, suggestions: [instead] }));
}

/** Straight quotes in pairs on one line; a lone one may be an inch. */
function quotesIn(text: string, pair: [string, string] | undefined): Issue[] {
  if (!pair) return [];
  return [...text.matchAll(/(?<![\p{L}\p{N}])"([^"\n\0]*[^"\s\0])"(?![\p{L}\p{N}])/gu)].flatMap(({ 0: quoted, index }) => [
    { kind: 'typography', at: index, length: 1, suggestions: [pair[0]] } as const,
    { kind: 'typography', at: index + quoted.length - 1, length: 1, suggestions: [pair[1]] } as const,
  ]) as Issue[];
}
