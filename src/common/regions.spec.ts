import { countries, countryName, liesIn } from './regions';

describe('regions', () => {
  it.each([
    [[], 'CN', true],
    [[], null, true],
    [['EEA'], 'IE', true],
    [['EEA'], 'NO', true],
    [['EEA'], 'RE', true],
    [['EEA'], 'CH', false],
    [['EEA'], 'GB', false],
    [['EEA'], null, false],
    [['EEA', 'ADEQUATE'], 'CH', true],
    [['EEA', 'ADEQUATE'], 'US', false],
    [['EEA', 'US'], 'US', true],
    [['PT'], 'ES', false],
    [['constructor'], 'PT', false],
  ])('%j hold %s: %s', (regions, country, expected) => expect(liesIn(regions, country)).toBe(expected));

  it.each([
    ['PT', 'Portugal'],
    ['EU', undefined],
    ['DD', undefined],
    ['pt', undefined],
    ['', undefined],
    ['Portugal', undefined],
  ])('%j is called %s', (code, name) => expect(countryName(code)).toBe(name));

  it('are 249 countries and Kosovo, each once, by name', () => {
    expect(countries()).toHaveLength(250);
    expect(new Set(countries().map(({ code }) => code)).size).toBe(250);
    expect(countries()[0].name).toBe('Afghanistan');
  });
});
