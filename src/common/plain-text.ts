/** The zero character, which PostgreSQL refuses, and halves of surrogate pairs, which are no characters in UTF-8. */
const unstorable = /[\0\p{Surrogate}]/u;

/** A text that every database keeps just as it is. Whatever comes from outside and is stored goes through here or through a field's rule. */
export const plainText = (text: string): string =>
  unstorable.test(text) ? text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : text;

/** At most so many UTF-16 units, never ending in half a character. */
export const shortened = (text: string, length: number): string =>
  text.length > length ? text.slice(0, length).replace(/[\ud800-\udbff]$/, '') : text;
