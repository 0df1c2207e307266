import { GlossaryFault, mostTerms, readGlossary, termsFor, termsIn, versionOf } from './glossary';

const glossary = readGlossary('# Ours\nen > de\ninvoice = Rechnung\r\nlate parcel = Spätling\n\nde > pt\nRechnung = fatura');

it('reads words for each pair of languages', () => {
  expect(termsFor(glossary, 'en', 'de')).toEqual([
    { from: 'invoice', to: 'Rechnung' },
    { from: 'late parcel', to: 'Spätling' },
  ]);
  expect(termsFor(glossary, 'de-AT', 'pt-BR')).toEqual([{ from: 'Rechnung', to: 'fatura' }]);
});

it('knows the way back, but no other pair', () => {
  expect(termsFor(glossary, 'pt', 'de')).toEqual([{ from: 'fatura', to: 'Rechnung' }]);
  expect(termsFor(glossary, 'en', 'pt')).toEqual([]);
  expect(termsFor(glossary, undefined, 'de')).toEqual([]);
});

it('takes a pair at its word before the way back', () => {
  const both = readGlossary('en>de\nbill = Rechnung\nde>en\nRechnung = invoice');
  expect(termsFor(both, 'de', 'en')).toEqual([{ from: 'Rechnung', to: 'invoice' }]);
});

it('hands on only words that stand in the texts', () => {
  const terms = termsFor(glossary, 'en', 'de');
  expect(termsIn(terms, ['My INVOICE is wrong'])).toEqual([{ from: 'invoice', to: 'Rechnung' }]);
  expect(termsIn(terms, ['Hello'])).toEqual([]);
});

it('has another version with another word', () => {
  expect(versionOf([])).toBe('');
  expect(versionOf([{ from: 'a', to: 'b' }])).not.toBe(versionOf([{ from: 'a', to: 'c' }]));
});

it.each([
  ['invoice = Rechnung', 'glossaryPair', 1],
  ['en > en\na = b', 'glossaryPair', 1],
  ['en > de\ninvoice', 'glossaryLine', 2],
  ['en > de\n\na = b = c', 'glossaryLine', 3],
  ['en > de\n= b', 'glossaryLine', 2],
  [`en > de\n${'x'.repeat(101)} = y`, 'glossaryLong', 2],
  [`en > de\n${'a = b\n'.repeat(mostTerms + 1)}`, 'glossaryMany', mostTerms + 2],
])('refuses %j and says where', (text, kind, line) => {
  expect(() => readGlossary(text)).toThrow(GlossaryFault);
  expect(() => readGlossary(text)).toThrow(expect.objectContaining({ kind, line }));
});
