import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast, linearOf, oklchOf } from './colour';
import { Tokens, type Scheme } from './tokens';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');
const schemes: Scheme[] = ['light', 'dark'];
/** From grey to the loudest colours that a brand may have. */
const brands = [
  '#5b5bd6',
  '#808080',
  '#000000',
  '#ffffff',
  '#ff0000',
  '#ffff00',
  '#00ff00',
  '#00ffff',
  '#0000ff',
  '#ff00ff',
  '#2f6f4f',
];
const grounds = ['ground', 'surface', 'raised', 'hover', 'selected', 'pressed'];

/** Text needs 4.5 : 1 and the edges of controls 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: [text: string, ground: string, atLeast: number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ['text', ground, 7],
    ['text-quiet', ground, 4.5],
  ]),
  ...['ground', 'surface', 'raised', 'hover', 'accent-surface'].map((ground): [string, string, number] => [
    'accent-text',
    ground,
    4.5,
  ]),
  ...['text', 'text-quiet'].map((text): [string, string, number] => [text, 'accent-surface', 4.5]),
  ...['ground', 'surface', 'raised'].flatMap((ground): [string, string, number][] => [
    ['control', ground, 3],
    ['accent-control', ground, 3],
    ['critical-control', ground, 3],
  ]),
  ['on-solid', 'accent-solid', 4.5],
  ['on-solid', 'accent-strong', 4.5],
  ['on-solid', 'control', 3],
  ...['positive', 'caution', 'critical'].flatMap((kind): [string, string, number][] => [
    [`${kind}-text`, `${kind}-surface`, 4.5],
    [`${kind}-text`, 'surface', 4.5],
    ['on-solid', `${kind}-solid`, 4.5],
    [`${kind}-control`, 'surface', 3],
  ]),
  ['caution-text', 'pressed', 4.5],
  ['caution-control', 'caution-surface', 3],
  ['text', 'caution-surface', 4.5],
  ['text-quiet', 'caution-surface', 4.5],
];

describe.each(schemes)('by %s', (scheme) => {
  it.each(brands)('everything can be read with the brand colour %s', (brand) => {
    const tokens = new Tokens(css, brand);
    const tooFaint = pairs
      .map(([text, ground, atLeast]) => ({
        text,
        ground,
        atLeast,
        is: contrast(tokens.colour(text, scheme), tokens.colour(ground, scheme)),
      }))
      .filter(({ is, atLeast }) => is < atLeast)
      .map(({ text, ground, is, atLeast }) => `${text} on ${ground}: ${is.toFixed(2)} < ${atLeast}`);
    expect(tooFaint).toEqual([]);
  });

  it('every face and tag can be read', () => {
    const hues = [...css.matchAll(/--face-hue: (\d+);/g)].map(([, hue]) => Number(hue));
    const faint = hues.filter((hue) => {
      const tokens = new Tokens(css, '#5b5bd6', hue);
      return contrast(tokens.colour('face-text', scheme), tokens.colour('face-surface', scheme)) < 4.5;
    });
    expect(new Set(hues).size).toBeGreaterThanOrEqual(12);
    expect(faint).toEqual([]);
  });
});

it('computes colours as browsers do', () => {
  expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 5);
  const [lightness, chroma, hue] = oklchOf('#ff0000');
  expect([lightness, chroma, hue].map((part) => part.toFixed(3))).toEqual(['0.628', '0.258', '29.234']);
  expect(linearOf(oklchOf('#ffffff')).every((part) => Math.abs(part - 1) < 0.001)).toBe(true);
});
