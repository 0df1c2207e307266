interface Term {
  from: string;
  to: string;
}

/**
 * LibreTranslate has no glossary: words of the website travel as marks, which models leave alone, and are put in afterwards. The longest
 * first, so that "late parcel" is not taken for "parcel".
 */
export function protect(text: string, glossary: readonly Term[]): string {
  const order = glossary.map((term, index) => ({ ...term, index })).sort((one, other) => other.from.length - one.from.length);
  return order.reduce((done, { from, index }) => done.replace(wordOf(from), `[[${index}]]`), text);
}

/** The words instead of the marks; undefined if a mark got lost on the way. */
export function restore(translated: string, guarded: string, glossary: readonly Term[]): string | undefined {
  const used = [...guarded.matchAll(mark)].map(([, index]) => Number(index)).filter((index) => glossary[index]);
  const found = [...translated.matchAll(mark)].map(([, index]) => Number(index));
  if (used.some((index) => !found.includes(index))) return undefined;
  return translated.replace(mark, (whole, index: string) => (used.includes(Number(index)) ? glossary[Number(index)].to : whole));
}

/** Models put spaces into brackets now and then. */
const mark = /\[\s*\[\s*(\d+)\s*\]\s*\]/g;

/** A whole word, in upper or lower case. */
export function wordOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}
