import type { ConsentReceipt } from '../consent-receipt.entity';
import { beginning, commitmentTo, faultIn, hashOf, type ChainFault } from './chain';

const key = Buffer.alloc(32, 7);
const said = { subjectKind: 'visitor', websiteId: 'site', asked: null, language: 'en' } as const;
const shown = { wording: 'words', notice: '3', controller: 'Alder', jurisdiction: 'gdpr' };

/** Five receipts of Ana, as they are written. */
function chain(): ConsentReceipt[] {
  let previous = beginning;
  return ['a', 'b', 'c', 'd', 'e'].map((id, index) => {
    const about = { ...said, subjectId: 'ana', granted: index % 2 ? [] : (['analytics'] as const).slice() };
    const salt = `salt ${id}`;
    const receipt = {
      ...about,
      ...shown,
      id,
      workspaceId: 'alder',
      place: index + 1,
      denied: false,
      act: 'given' as const,
      method: 'choice' as const,
      at: new Date(1_764_000_000_000 + index),
      salt,
      commitment: commitmentTo(about, salt),
      previous,
    };
    previous = hashOf(receipt, key);
    return { ...receipt, hash: previous };
  });
}

function check(receipts: ConsentReceipt[], withKey = key): ChainFault | undefined {
  let before = { place: 0, hash: beginning };
  for (const receipt of receipts) {
    const fault = faultIn(receipt, before, withKey);
    if (fault) return fault;
    before = receipt;
  }
  return undefined;
}

it('is whole as it was written', () => expect(check(chain())).toBeUndefined());

it('stays whole when a person is erased', () => {
  const emptied = { subjectId: null, websiteId: null, granted: [], asked: null, language: null, salt: null };
  expect(check(chain().map((receipt, index) => (index % 2 ? receipt : { ...receipt, ...emptied })))).toBeUndefined();
});

it.each<[string, (receipts: ConsentReceipt[]) => ConsentReceipt[], ChainFault]>([
  ['one that is cut out', (all) => all.filter(({ place }) => place !== 3), { place: 3, fault: 'missing' }],
  ['two that changed places', ([a, b, c, d, e]) => [a, c, b, d, e], { place: 2, fault: 'missing' }],
  [
    'two that changed places and numbers',
    ([a, b, c, d, e]) => [a, { ...c, place: 2 }, { ...b, place: 3 }, d, e],
    { place: 2, fault: 'missing' },
  ],
  ['a choice that is another', ([a, ...rest]) => [{ ...a, granted: ['sharing'] }, ...rest], { place: 1, fault: 'changed' }],
  ['a person who is another', ([a, ...rest]) => [{ ...a, subjectId: 'bo' }, ...rest], { place: 1, fault: 'changed' }],
  ['terms that are others', ([a, ...rest]) => [{ ...a, asked: ['x'] }, ...rest], { place: 1, fault: 'changed' }],
  ['a time that is another', ([a, ...rest]) => [{ ...a, at: new Date(0) }, ...rest], { place: 1, fault: 'changed' }],
  ['other words', ([a, ...rest]) => [{ ...a, wording: 'others' }, ...rest], { place: 1, fault: 'changed' }],
  ['another version of the notice', ([a, ...rest]) => [{ ...a, notice: '4' }, ...rest], { place: 1, fault: 'changed' }],
  ['a denial that is gone', ([a, ...rest]) => [{ ...a, denied: true }, ...rest], { place: 1, fault: 'changed' }],
  [
    'a choice that is another, without a salt to prove it by',
    ([a, ...rest]) => [{ ...a, granted: ['sharing'], salt: null, subjectId: null }, ...rest],
    { place: 1, fault: 'changed' },
  ],
  ['a person who was taken away alone', ([a, ...rest]) => [{ ...a, subjectId: null }, ...rest], { place: 1, fault: 'changed' }],
  [
    'a choice and its commitment together',
    ([a, ...rest]) => {
      const granted = ['sharing' as const];
      return [{ ...a, granted, commitment: commitmentTo({ ...said, subjectId: 'ana', granted }, a.salt!) }, ...rest];
    },
    { place: 1, fault: 'changed' },
  ],
])('finds %s', (_, change, fault) => expect(check(change(chain()))).toEqual(fault));

it('cannot be written by somebody who does not have the key', () => {
  expect(check(chain(), Buffer.alloc(32, 8))).toEqual({ place: 1, fault: 'changed' });
});
