import type { Chance } from './seed-chance';

const everyday =
  'the to you and is it my for have we can your that not with order this will on please was but are do when hello thanks be of in at how ' +
  'what just me would delivery help if there yet so from today number send get any all back need table still here know which work ' +
  'received see invoice address chair sofa tomorrow payment refund email account after colour change week good morning question ' +
  'return broken shipping price available great sorry website thank check problem right again small large time size';
const onsets = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou', 'ai'];
const codas = ['', 'n', 'r', 's', 'l', 'm', 't', 'nd', 'ck', 'st'];

const vocabularySize = 20_000;
const rareSize = 250;
/** One message in so many holds a rare word: each comes about ten times in a million. */
const rareEvery = 400;
/** Steps of the table that words are drawn from: fine enough for the last word of the vocabulary. */
const tableSize = 1 << 22;

/** Writes texts whose words are as unevenly frequent as those of a language (Zipf's law). */
export class Words {
  private readonly vocabulary: string[];
  private readonly rare: string[];
  private readonly table = new Uint16Array(tableSize);

  constructor(private readonly chance: Chance) {
    const known = new Set(everyday.split(' '));
    while (known.size < vocabularySize + rareSize) known.add(this.invent());
    const words = [...known];
    this.vocabulary = words.slice(0, vocabularySize);
    this.rare = words.slice(vocabularySize);
    this.fillTable();
  }

  /** Something that a person might write: about a dozen words. */
  text(): string {
    const length = 2 + Math.min(60, Math.floor(this.chance.around(11)));
    const words = Array.from({ length }, () => this.vocabulary[this.table[this.chance.below(tableSize)]]);
    if (this.chance.is(1 / rareEvery)) words[this.chance.below(length)] = this.chance.pick(this.rare);
    const sentence = words.join(' ');
    return `${sentence[0].toUpperCase()}${sentence.slice(1)}${this.chance.is(0.3) ? '?' : '.'}`;
  }

  private invent(): string {
    const syllables = 2 + this.chance.below(3);
    let word = '';
    for (let count = 0; count < syllables; count++) word += this.chance.pick(onsets) + this.chance.pick(vowels);
    return word + this.chance.pick(codas);
  }

  /** The word of rank r takes a share of 1 ÷ r. */
  private fillTable(): void {
    let sum = 0;
    for (let rank = 1; rank <= vocabularySize; rank++) sum += 1 / rank;
    let from = 0;
    let share = 0;
    for (let rank = 1; rank <= vocabularySize; rank++) {
      share += 1 / rank;
      const to = Math.round((share / sum) * tableSize);
      this.table.fill(rank - 1, from, to);
      from = to;
    }
  }
}
