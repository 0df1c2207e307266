import { languageName as nameInEnglish } from '../../common/language-name';

/** Languages that people of the team can read in (BCP 47). Translators know more, or fewer: then the original stays. */
export const readable = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nb',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
] as const;

/** In English, for the team: `Portuguese`. */
export function languageName(code: string): string {
  return isLanguage(code) ? nameInEnglish(code) : code;
}

export const isLanguage = (code: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code) && code.length <= 35;

const primary = (code: string) => code.toLowerCase().split('-')[0];
/** Different names of one language. */
const alias = new Map([
  ['no', 'nb'],
  ['nn', 'nb'],
  ['iw', 'he'],
  ['in', 'id'],
]);
export const baseOf = (code: string): string => alias.get(primary(code)) ?? primary(code);

/** Whether somebody who reads one reads the other: `pt` and `pt-BR`, Nynorsk and Bokmål. */
export const sameLanguage = (one: string, other: string): boolean => baseOf(one) === baseOf(other);

/** For the choice on a page, by name. */
export const readableChoices = (): { code: string; name: string }[] =>
  readable
    .map((code) => ({ code: code as string, name: languageName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
