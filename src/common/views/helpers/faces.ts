import { lazily } from '../../lazily';

const graphemes = lazily(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));
const hues = 12;

/** Latin letters without combining marks: most names, told without the slow segmenter. */
const simpleLetter = /^[A-Za-z\u00c0-\u024f](?![\u0300-\u036f\u200d])/;

function firstLetter(word: string): string {
  if (simpleLetter.test(word)) return word[0].toUpperCase();
  const [first] = graphemes().segment(word);
  return first?.segment.toUpperCase() ?? '';
}

/** "Ana Maria Silva" → "AS": of the first and the last word. */
export function initials(name: unknown): string {
  const words = String(name ?? '')
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter(Boolean);
  if (!words.length) return '?';
  return firstLetter(words[0]) + (words.length > 1 ? firstLetter(words[words.length - 1]) : '');
}

/** A number from 0 to 11, always the same for the same id. */
export function hueOf(id: unknown): number {
  let sum = 0;
  for (const character of String(id ?? '')) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum % hues;
}

/** `{{hue id}}` computes; `{{hue}}` alone is the field of a thing that has its own, such as a tag. */
export function hue(this: { hue?: number }, ...given: unknown[]): number | undefined {
  return given.length > 1 ? hueOf(given[0]) : this.hue;
}
