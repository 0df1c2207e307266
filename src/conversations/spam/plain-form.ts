/** Letters that look like a Latin one, and signs that are written in their place. */
const lookalikes = new Map(
  Object.entries({
    a: 'аαä@4',
    b: 'вβ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεё3',
    h: 'нһ',
    j: 'ј',
    k: 'кκ',
    l: 'іιi1|ӏ',
    m: 'мμ',
    n: 'п',
    o: 'оο0ө',
    p: 'рρ',
    s: 'ѕ$5',
    t: 'тτ7',
    u: 'υ',
    v: 'ν',
    w: 'ω',
    x: 'хχ',
    y: 'уγ',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);

/** More of a text than this is not looked at: who hides words behind it also hides them from readers. */
const longest = 4000;
/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * A text as readers see it, for comparing: without accents, invisible characters, look-alikes, capitals, signs, and spaces between
 * single letters. Each step goes over the text once, whatever it is.
 */
export function plainForm(text: string): string {
  const bare = text
    .slice(0, longest)
    .normalize('NFKD')
    // One character can unfold to eighteen.
    .slice(0, longest)
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  let letters = '';
  for (const character of bare) letters += lookalikes.get(character) ?? character;
  return joined(letters.split(/[^\p{L}\p{N}]+/u).filter(Boolean)).join(' ');
}

/** `v l a g r a` is one word. */
function joined(words: readonly string[]): string[] {
  const all: string[] = [];
  let run = '';
  for (const word of words) {
    if (word.length === 1 && !unspaced.test(word)) {
      run += word;
      continue;
    }
    if (run) all.push(run);
    run = '';
    all.push(word);
  }
  if (run) all.push(run);
  return all;
}

/** Whether a phrase stands in a text, both in their plain form: as whole words, where the script has spaces. */
export const hasPhrase = (plain: string, phrase: string): boolean =>
  unspaced.test(phrase) ? plain.includes(phrase) : ` ${plain} `.includes(` ${phrase} `);
