import { lazily } from './lazily';

/**
 * The European Economic Area: the Union's 27 with their outermost regions, which have a code of their own, and of EFTA
 * Iceland, Liechtenstein and Norway. ISO 3166-1 alpha-2.
 */
const economicArea = new Set(
  ('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' + 'AX GF GP MF MQ RE YT IS LI NO').split(
    ' ',
  ),
);

/**
 * Countries whose protection the European Commission found adequate as a whole (Art. 45 GDPR). The United States are not
 * here, since their decision covers certified companies only: who wants one of those chooses the country by its name.
 */
const adequate = new Set('AD AR CA CH FO GB GG IL IM JE JP KR NZ UY'.split(' '));

/** Groups of countries that may stand in a list of regions beside single countries. */
const membersOf = new Map<string, ReadonlySet<string>>([
  ['EEA', economicArea],
  ['ADEQUATE', adequate],
]);

/** Whether a country lies in one of the regions; no regions means anywhere. An unknown country lies in none. */
export function liesIn(regions: readonly string[], country: string | null): boolean {
  if (!regions.length) return true;
  if (!country) return false;
  return regions.some((region) => region === country || membersOf.get(region)?.has(country));
}

const names = lazily(() => new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }));
/** Codes that have a name but are no country of ISO 3166-1: unions, parts of countries, and those for testing. */
const notCountries = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

/** "Portugal" for `PT`; undefined for what is no country. */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || notCountries.has(code)) return undefined;
  // A code that was replaced (`DD`, `BU`) is read as its successor.
  return new Intl.Locale(`und-${code}`).region === code ? names().of(code) : undefined;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** All countries by name, for choosing one. */
export const countries = lazily((): readonly { code: string; name: string }[] =>
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => ({ code, name: countryName(code) ?? '' }))
    .filter(({ name }) => name)
    .sort((left, right) => left.name.localeCompare(right.name, 'en')),
);
