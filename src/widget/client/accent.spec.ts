import { accentStyles, type Colour, contrast, parseColour } from './accent';
import { accentTextStyles } from './accent-text';

const accents = ['#000000', '#ffffff', '#ffff00', '#777777', '#767676', '#2f6f4f', '#5b5bd6', '#ff5a1f', '#00e5ff', '#12131a'];
const coloursIn = (css: string) =>
  [...css.matchAll(/rgb\(([^)]+)\)/g)].map(([, colour]) => colour.split(',').map(Number) as Colour);

it.each(accents)('text on %s reads well', (accent) => {
  const [surface, ink] = coloursIn(accentStyles(accent));
  expect(surface).toEqual(parseColour(accent));
  expect(contrast(surface, ink)).toBeGreaterThanOrEqual(4.5);
});

it.each(accents)('text of %s reads well on every surface', (accent) => {
  const [light, dark] = coloursIn(accentTextStyles(accent));
  for (const surface of ['#ffffff', '#f4f4f6']) expect(contrast(parseColour(surface), light)).toBeGreaterThanOrEqual(4.5);
  for (const surface of ['#1b1c1f', '#26272b']) expect(contrast(parseColour(surface), dark)).toBeGreaterThanOrEqual(4.5);
});

it('a colour that reads well already stays what it is', () => {
  expect(coloursIn(accentTextStyles('#2f6f4f'))[0]).toEqual(parseColour('#2f6f4f'));
});

it('what is not a colour does not get into the stylesheet', () => {
  expect(accentStyles('red}*{display:none')).toBe(accentStyles('#2f6f4f'));
});
