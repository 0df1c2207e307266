import { type Item, layOut } from './layout';

const noon = new Date(2026, 0, 31, 12, 0).getTime();
const minute = 60_000;
const item = (id: string, minutes: number, more: Partial<Item> = {}): Item => ({
  id,
  from: 'visitor',
  name: '',
  body: id,
  attachments: [],
  at: noon + minutes * minute,
  deleted: false,
  status: 'sent',
  ...more,
});
const team = (id: string, minutes: number, name = 'Ben') => item(id, minutes, { from: 'team', name, status: undefined });
const sketch = (items: Item[]) =>
  layOut(items).map((row) => {
    if (row.kind === 'day') return 'day';
    if (row.kind === 'meta') return `time${row.status ? ` ${row.status}` : ''}`;
    return `${row.first ? '[' : ''}${row.item.id}${row.last ? ']' : ''}`;
  });

it.each<[string, Item[], string[]]>([
  ['nothing', [], []],
  ['one group within five minutes', [item('a', 0), item('b', 4)], ['day', '[a', 'b]', 'time sent']],
  ['two groups after five', [item('a', 0), item('b', 5)], ['day', '[a]', 'time', '[b]', 'time sent']],
  [
    'each author for themselves',
    [team('a', 0), team('b', 1, 'Eva'), item('c', 2)],
    ['day', '[a]', 'time', '[b]', 'time', '[c]', 'time sent'],
  ],
  ['a new day', [item('a', 0), item('b', 24 * 60)], ['day', '[a]', 'time', 'day', '[b]', 'time sent']],
  [
    'the status of the newest only',
    [item('a', 0, { status: 'seen' }), team('b', 1), item('c', 2)],
    ['day', '[a]', 'time', '[b]', 'time', '[c]', 'time sent'],
  ],
  [
    'what failed together, with one way out',
    [item('a', 0), item('b', 1, { status: 'failed' }), item('c', 1, { status: 'failed' })],
    ['day', '[a]', 'time sent', '[b', 'c]', 'time failed'],
  ],
])('lays out %s', (_, items, expected) => {
  expect(sketch(items)).toEqual(expected);
});

it('gives every row a key of its own', () => {
  const keys = layOut([item('a', 0), team('b', 1), item('c', 24 * 60)]).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
