import { RecentChanges } from './recent-changes';

const start = 1_000_000;
let changes: RecentChanges;
beforeEach(() => (changes = new RecentChanges(start)));

it('tells what changed since a page was drawn, and nothing of before or of others', () => {
  changes.note('acme', 'first', start + 1);
  changes.note('acme', 'second', start + 5);
  changes.note('other', 'third', start + 6);
  expect(changes.since('acme', start + 5)).toEqual(['second']);
  expect(changes.since('nobody', start + 5)).toEqual([]);
});

it('tells once what changed often, by its latest change', () => {
  changes.note('acme', 'first', start + 1);
  changes.note('acme', 'second', start + 2);
  changes.note('acme', 'first', start + 3);
  expect(changes.since('acme', start + 3)).toEqual(['first']);
  expect(changes.since('acme', start)).toEqual(['second', 'first']);
});

it('does not know what was before it', () => expect(changes.since('acme', start - 1)).toBeUndefined());

it('says that it does not know, once it has forgotten something of that time', () => {
  for (let index = 0; index <= 1000; index++) changes.note('acme', String(index), start + index);
  expect(changes.since('acme', start)).toBeUndefined();
  expect(changes.since('acme', start + 1)).toHaveLength(1000);
});

it('forgets what is long ago, and says so', () => {
  changes.note('acme', 'first', start + 1);
  changes.note('acme', 'second', start + 200_000);
  expect(changes.since('acme', start + 1)).toBeUndefined();
  expect(changes.since('acme', start + 150_000)).toEqual(['second']);
});
