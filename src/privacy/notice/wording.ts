import { lazily } from '../../common/lazily';
import type { Texts } from '../../common/texts';
import type { Phrase, Statement, StatementSource, Value } from './notice.types';

/** A statement in one language, as it was published. */
export interface Worded {
  id: string;
  section: Statement['section'];
  text: string;
  /** BCP 47, where the words are the business's own and in no other language. */
  language?: string;
  rows: { label: string; value: string; foreign?: boolean }[];
  source: StatementSource;
}

/** Says statements in a language. */
export class Wording {
  private readonly lists = lazily(() => new Intl.ListFormat(this.language, { type: 'conjunction' }));
  private readonly countries = lazily(() => new Intl.DisplayNames([this.language], { type: 'region' }));

  constructor(
    private readonly texts: Texts,
    private readonly language: string,
  ) {}

  of(statements: readonly Statement[]): Worded[] {
    return statements.map(({ id, section, text, rows = [], source }) => ({
      id,
      section,
      ...('words' in text ? this.ownWords(text.words) : { text: capital(this.say(text)) }),
      rows: rows.map(({ label, value }) => ({
        label: this.texts.t(this.language, label),
        // What a plugin or a business says of itself is in its own words, whatever the language around it.
        ...(typeof value === 'object' && 'words' in value
          ? { value: value.words, foreign: true }
          : { value: capital(this.value(value)) }),
      })),
      source,
    }));
  }

  /** A value by itself. */
  words(value: Value): string {
    return capital(this.value(value));
  }

  private ownWords(words: Readonly<Record<string, string>>): Pick<Worded, 'text' | 'language'> {
    const [language, text] = words[this.language] ? [this.language, words[this.language]] : Object.entries(words)[0]!;
    return { text, ...(language !== this.language && { language }) };
  }

  private say({ key, values = {} }: Phrase): string {
    const said = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : this.value(value)]),
    );
    return this.texts.t(this.language, key, said);
  }

  private value(value: Value): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return value.toLocaleString(this.language);
    if ('key' in value) return this.say(value);
    if ('country' in value) return this.countries().of(value.country) ?? value.country;
    if ('seconds' in value) return this.time(value.seconds);
    return this.lists().format(value.list.map((one) => this.value(one)));
  }

  private time(seconds: number): string {
    const [value, unit] = seconds < day ? [seconds / 60, 'minute'] : [seconds / day, 'day'];
    return new Intl.NumberFormat(this.language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(value));
  }
}

const day = 24 * 60 * 60;
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
