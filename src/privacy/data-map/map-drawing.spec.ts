import { draw, type MapNode } from './map-drawing';

const node = (id: string, label = id): MapNode => ({ id, label, about: '' });

it('puts every box of a column below the other, and no two on each other', () => {
  const { nodes, height } = draw([[node('a'), node('b'), node('c')], [node('d')]], []);
  const left = nodes.filter(({ x }) => x === nodes[0].x);
  expect(left.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  for (const [place, { y, height: own }] of left.entries()) {
    expect(y).toBeGreaterThan(0);
    expect(y + own).toBeLessThan(height);
    if (place) expect(y).toBeGreaterThan(left[place - 1].y + own);
  }
});

it('leads each line from the edge of one box to the edge of the other, and draws none to what is not there', () => {
  const { nodes, edges } = draw(
    [[node('a')], [node('b')]],
    [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'gone' },
    ],
  );
  const [a, b] = nodes;
  expect(edges).toHaveLength(1);
  expect(edges[0].path).toMatch(new RegExp(`^M${a.x + a.width} ${a.y + a.height / 2} C.* ${b.x} ${b.y + b.height / 2}$`));
});

it('cuts a long name, so that it stays in its box', () => {
  const [{ label }] = draw([[node('a', 'x'.repeat(60))]], []).nodes;
  expect(label).toHaveLength(26);
  expect(label.endsWith('…')).toBe(true);
});
