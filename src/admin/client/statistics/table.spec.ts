import { shownLabels } from './table';

const labels = (count: number) => Array.from({ length: count }, (_, index) => `Day ${index}`);

it.each([
  [7, 700, 40, [0, 1, 2, 3, 4, 5, 6]],
  [30, 300, 40, [1, 8, 15, 22, 29].filter((index) => (29 - index) % 6 === 0)],
  [3, 10, 40, [2]],
])('of %i labels on %i pixels shows those that fit, and always the last', (count, width, widest, _shown) => {
  const shown = [...shownLabels(labels(count), width, widest)];
  expect(shown).toContain(count - 1);
  expect(shown.length * (widest + 12)).toBeLessThanOrEqual(Math.max(width, widest + 12));
});

it('shows all where there is room', () => {
  expect(shownLabels(labels(7), 700, 40).size).toBe(7);
});
