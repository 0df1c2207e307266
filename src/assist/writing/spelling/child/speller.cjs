/**
 * Looks words up in a dictionary, in a process of its own: a dictionary takes tens of megabytes and a second of work, and all of it
 * goes when the process does. The language is its argument. Asked `{number, words}`, answers `{number, found}`, where `found`
 * holds the unknown words with what could have been meant.
 */
const mostGuessed = 40;
const mostSuggestions = 4;
/** Guessing takes longer with every letter, and nobody means a word of this length. */
const longestGuessed = 30;

/** Before vowels these are written onto the word: with them French would be three million words instead of half a million. */
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/iu;
/** The dictionary of English has the American spelling only; whoever writes "colour" means it. */
const british = [
  [/ou(?=r)/, 'o'],
  [/is(?=(?:e[drs]?|ing|ation|ations|er|ers)$)/, 'iz'],
  [/ys(?=(?:e[drs]?|ing|er|ers)$)/, 'yz'],
  [/tre(?=s?$)/, 'ter'],
  [/ogue(?=s?$)/, 'og'],
  [/ence(?=s?$)/, 'ense'],
  [/ll(?=(?:ed|ing|er|ers|ation)$)/, 'l'],
  [/mme(?=s?$)/, 'm'],
  [/[ao]e/, 'e'],
  [/eque(?=s?$)/, 'eck'],
  [/grey/, 'gray'],
  [/ewellery/, 'ewelry'],
  [/tyre/, 'tire'],
  [/aluminium/, 'aluminum'],
];

const language = process.argv[2];

async function load() {
  const { aff, dic } = (await import(`dictionary-${language}`)).default;
  return require('nspell')(withoutElisions(Buffer.from(aff).toString()), Buffer.from(dic));
}

function withoutElisions(affixes) {
  const lines = affixes.split('\n');
  const names = lines.filter((line) => /^PFX \S+ \S+ \S*['’]/.test(line)).map((line) => line.split(' ')[1]);
  return lines.filter((line) => !(line.startsWith('PFX ') && names.includes(line.split(' ')[1]))).join('\n');
}

function isKnown(spell, word) {
  const plain = word.replaceAll('’', "'");
  if (spell.correct(plain) || spell.correct(plain.replace(elision, ''))) return true;
  if (plain.includes('-') && plain.split('-').every((part) => !part || isKnown(spell, part))) return true;
  if (language !== 'en') return false;
  if (/'s$/i.test(plain)) return isKnown(spell, plain.slice(0, -2));
  return british.some(([pattern, american]) => pattern.test(plain) && spell.correct(plain.replace(pattern, american)));
}

/** The word with what is written onto it, as it was. */
function suggestionsFor(spell, word) {
  const [head = ''] = elision.exec(word) ?? [];
  const rest = word.slice(head.length);
  if (rest.length > longestGuessed) return [];
  return spell
    .suggest(rest.replaceAll('’', "'"))
    .slice(0, mostSuggestions)
    .map((suggestion) => head + suggestion);
}

const ready = load();
ready.catch(() => process.exit(1));

process.on('message', async ({ number, words }) => {
  const spell = await ready;
  const unknown = words.filter((word) => !isKnown(spell, word));
  process.send({ number, found: unknown.map((word, index) => [word, index < mostGuessed ? suggestionsFor(spell, word) : []]) });
});
process.on('disconnect', () => process.exit());
