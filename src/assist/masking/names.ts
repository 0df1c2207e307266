import type { Found } from './detectors';

/** Scripts that put no spaces between words: a name is found wherever it stands. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const capital = /^[\p{Lu}\p{Lt}\p{Lo}]/u;

/** Finds the names of people that the conversation knows, whole or in parts, however they are written. */
export function nameFinder(names: readonly string[]): (text: string) => Found[] {
  const whole = names.map((name) => name.trim()).filter((name) => name.length > 1);
  const loose = distinct([...whole, ...whole.flatMap(partsOf).filter((part) => part.length > 2)]);
  // Of two letters ("Bo", "Li") only as they are written: "bo" is a word in some language.
  const exact = distinct(whole.flatMap(partsOf).filter((part) => part.length === 2));
  const patterns = [patternOf(loose, 'giu'), patternOf(exact, 'gu')].filter((pattern) => pattern !== undefined);
  return (text) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ kind: 'NAME', start: index, end: index + found.length })),
    );
}

/** First and last names; not the "de" and "von" between them. A name that was typed without capitals has no such. */
function partsOf(name: string): string[] {
  const parts = name.split(/[\s.,()/-]+/).filter((part) => /^[\p{L}\p{M}'’]{2,}$/u.test(part));
  const written = /[\p{Lu}\p{Lt}]/u.test(name);
  return parts.filter((part) => capital.test(part) || (!written && part.length > 2));
}

/** Letters with accents are written in two ways in Unicode; both are looked for. The longest first, so that a whole name wins. */
function patternOf(words: string[], flags: string): RegExp | undefined {
  const forms = distinct(words.flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')]));
  const alternatives = forms
    .sort((left, right) => right.length - left.length)
    .map((form) => {
      const escaped = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
      return unspaced.test(form) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}\\p{M}])`;
    });
  return alternatives.length ? new RegExp(alternatives.join('|'), flags) : undefined;
}

const distinct = (values: string[]): string[] => [...new Set(values)];
