import { differenceOf } from './difference';
import type { Worded } from './wording';

const said = (id: string, text: string, rows: Worded['rows'] = []): Worded => ({
  id,
  section: 'who',
  text,
  rows,
  source: { kind: 'law', of: 'Art. 13 GDPR' },
});

it('says nothing of what is the same', () => {
  expect(differenceOf([said('a', 'One')], [said('a', 'One')])).toEqual([]);
});

it('marks the words that are new and those that are gone', () => {
  const [change] = differenceOf([said('a', 'Kept for 30 days')], [said('a', 'Kept for 60 days')]);
  expect(change).toMatchObject({ id: 'a', kind: 'changed' });
  expect(change!.pieces).toEqual([
    { kind: 'same', text: 'Kept for ' },
    { kind: 'removed', text: '30' },
    { kind: 'added', text: '60' },
    { kind: 'same', text: ' days' },
  ]);
});

it('sees what changed below a sentence', () => {
  const row = (value: string) => [{ label: 'Country', value }];
  const [change] = differenceOf([said('a', 'One', row('Germany'))], [said('a', 'One', row('France'))]);
  expect(change!.pieces.filter(({ kind }) => kind !== 'same').map(({ text }) => text)).toEqual(['Germany', 'France']);
});

it('tells what is new in its place, and what is gone at the end', () => {
  const changes = differenceOf([said('a', 'One'), said('b', 'Two')], [said('c', 'Three'), said('a', 'One')]);
  expect(changes.map(({ id, kind }) => [id, kind])).toEqual([
    ['c', 'added'],
    ['b', 'removed'],
  ]);
});
