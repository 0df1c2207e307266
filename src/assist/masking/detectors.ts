/** What is hidden before text leaves the house, in the order in which they win where two find the same place. */
export const kinds = ['TEXT', 'URL', 'EMAIL', 'IBAN', 'CARD', 'PHONE', 'NAME'] as const;
export type Kind = (typeof kinds)[number];

export interface Found {
  kind: Kind;
  start: number;
  end: number;
}

/** Our own placeholders, also as models like to change them: `\[Email 1\]`, with both brackets escaped or none. */
export const placeholder = /(\\?)\[\s?(text|url|email|iban|card|phone|name)[_ ](\d{1,4})\s?\1\]/gi;

const address = /(?:https?:\/\/|www\.)[^\s<>"'`]+/gi;
/** Everything that stands together around an @: addresses that are written without a space between them hide together. */
const around = /[\p{L}\p{N}._%+'@-]+/gu;
const email = /[^@]@[^@]+\.[^@.]/;
const iban = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/giu;
const digits = /(?<![\p{L}\p{N}#_-])(?<![\p{N}][.,/])[+(]?\d(?:[ ()./-]{0,2}\d){5,20}(?![\p{N}_])/gu;
/** With a plus it is a telephone number wherever it stands: `tel+351912345678`. */
const international = /\+\d(?:[ ()./-]{0,2}\d){6,14}(?!\d)/g;
const date = /^(?:\d{4}([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2\d{2,4})$/;
/** Grouped as people write numbers that have no leading zero: 555-123-4567, 612 345 678. */
const grouped = /^(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-](?:\d{3}|\d{4})$/;

/** Length of an IBAN by country (ISO 13616): what follows it is not part of it. */
const ibanLengths = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 ' +
    'GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 ' +
    'MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 ' +
    'TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Everything that is hidden whoever it is about; names come from the conversation. */
export function findPatterns(text: string): Found[] {
  return [
    ...all('TEXT', text, placeholder),
    ...all('URL', text, address, (url) => (/[?#@]/.test(url) ? url.replace(/[.,;:!?)\]}»”’]+$/, '').length : 0)),
    ...all('EMAIL', text, around, (found) => (email.test(found) ? found.replace(/[.'-]+$/, '').length : 0)),
    ...all('IBAN', text, iban, ibanLength),
    ...all('CARD', text, digits, (number) => (isCard(number) ? number.length : 0)),
    ...all('PHONE', text, international),
    ...all('PHONE', text, digits, (number) => (isPhone(number) ? number.length : 0)),
  ];
}

/** @param lengthOf how much of what was found counts; 0 for nothing */
function all(kind: Kind, text: string, pattern: RegExp, lengthOf = (found: string) => found.length): Found[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index: start }) => {
    const length = lengthOf(found);
    return length ? [{ kind, start, end: start + length }] : [];
  });
}

/** A mistyped IBAN is as personal as a right one, so its check digits are not asked. */
function ibanLength(found: string): number {
  const wanted = ibanLengths.get(found.slice(0, 2).toUpperCase()) ?? Infinity;
  let seen = 0;
  for (let index = 0; index < found.length; index++) {
    if (/[a-z0-9]/i.test(found[index])) seen++;
    if (seen === wanted) return /[a-z0-9]/i.test(found[index + 1] ?? '') ? 0 : index + 1;
  }
  return 0;
}

/** 13 to 19 digits that pass the check of ISO/IEC 7812-1 (Luhn): order numbers hardly ever do. */
function isCard(number: string): boolean {
  const plain = number.replace(/\D/g, '');
  if (plain.length < 13 || plain.length > 19 || /[+(./]/.test(number)) return false;
  const sum = [...plain].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** With a country code, a leading zero, or grouped as numbers are read out. Other numbers (orders, prices, dates) are none. */
function isPhone(number: string): boolean {
  const count = number.replace(/\D/g, '').length;
  if (count < 7 || count > 15 || date.test(number)) return false;
  if (/^(?:\+|00|\(\+|\(0)/.test(number)) return true;
  return (/^0[1-9]/.test(number) && count >= 8) || grouped.test(number);
}
