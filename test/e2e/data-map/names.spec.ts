import { kindWords } from '../../../src/privacy/export/kind-words';
import { declaredWords } from '../../../src/privacy/erasure/certificate-words';
import { kindNames } from '../../../src/privacy/kind-names';
import { DataMap } from '../../../src/privacy/data-map/data-map.service';
import { kindsWithWords } from '../../../src/widget/your-data/categories';
import { Texts } from '../../../src/common/texts';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

const map = () => server.app.get(DataMap, { strict: false });
const held = () => map().kinds.filter(({ holdings }) => holdings.length);
const lacking = (words: (kind: string) => boolean, kinds = held()) =>
  kinds.map(({ name }) => name).filter((name) => !words(name));

it('whatever can be held of somebody has a name in words, for them and for the team', () => {
  expect(held().length).toBeGreaterThan(30);
  expect(lacking((name) => name in kindNames)).toEqual([]);
  expect(lacking((name) => name in kindWords)).toEqual([]);
});

it('whatever can be held of a visitor has a word in their widget', () => {
  expect(lacking((name) => kindsWithWords.has(name), [...map().heldOf('visitor')])).toEqual([]);
});

it('has each name in every language, and none is the name of a table', () => {
  const texts = server.app.get(Texts, { strict: false });
  expect([...texts.languages].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr']);
  for (const language of texts.languages)
    for (const key of [...Object.values(kindNames), ...Object.values(kindWords)]) {
      expect([language, key, texts.has(language, key)]).toEqual([language, key, true]);
      expect(texts.t(language, key)).not.toMatch(/_|[a-z][A-Z]/);
    }
});

it('says in every language why something stays after an erasure, and until when', () => {
  const texts = server.app.get(Texts, { strict: false });
  const known = new Set(declaredWords.map((key) => texts.t('en', key)));
  const said = held().flatMap(({ holdings }) => holdings.flatMap((one) => (one.erased === 'kept' ? [one.why, one.until] : [])));
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((sentence) => !known.has(sentence))).toEqual([]);
});
