import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { projectFolder } from './paths';

type Parameters = Readonly<Record<string, unknown>>;
interface Catalogue {
  texts: Map<string, string>;
  readAt: number;
}

const fallback = 'en';
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Every text that people read, from `locales/*.json`; what a language lacks is said in English. */
@Injectable()
export class Texts {
  private readonly folder = join(projectFolder, 'locales');
  private readonly catalogues = new Map<string, Catalogue>();
  private readonly plurals = new Map<string, Intl.PluralRules>();
  readonly languages = readdirSync(this.folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'DEVELOPMENT'>) {}

  /** The text of `key`, with `{name}` replaced by `parameters.name`; `count` chooses between `key.one` and `key.other`. */
  t(language: string, key: string, parameters?: Parameters): string {
    const text = this.find(language, key, parameters?.count) ?? this.find(fallback, key, parameters?.count) ?? key;
    return parameters ? fill(text, parameters, language) : text;
  }

  has(language: string, key: string): boolean {
    return this.catalogue(language).has(key);
  }

  /** All texts whose key begins with `prefix.`, without it: what a client shows by itself. */
  section(language: string, prefix: string): Record<string, string> {
    const found: Record<string, string> = {};
    for (const of of new Set([fallback, language]))
      for (const [key, text] of this.catalogue(of)) if (key.startsWith(`${prefix}.`)) found[key.slice(prefix.length + 1)] = text;
    return found;
  }

  /** The first of the wishes (BCP 47) that there is a catalogue for. */
  pick(wishes: readonly string[]): string {
    for (const wish of wishes) {
      const language = wish.trim().toLowerCase().split('-')[0];
      if (this.languages.includes(language)) return language;
    }
    return fallback;
  }

  direction(language: string): 'ltr' | 'rtl' {
    return rightToLeft.has(language) ? 'rtl' : 'ltr';
  }

  private find(language: string, key: string, count: unknown): string | undefined {
    const texts = this.catalogue(language);
    if (typeof count !== 'number') return texts.get(key);
    return texts.get(`${key}.${this.pluralOf(language).select(count)}`) ?? texts.get(`${key}.other`) ?? texts.get(key);
  }

  private pluralOf(language: string): Intl.PluralRules {
    const known = this.plurals.get(language) ?? new Intl.PluralRules(language);
    this.plurals.set(language, known);
    return known;
  }

  private catalogue(language: string): Map<string, string> {
    const known = this.catalogues.get(language);
    if (known && !this.settings.DEVELOPMENT) return known.texts;
    const file = join(this.folder, `${language}.json`);
    const changedAt = existsSync(file) ? statSync(file).mtimeMs : 0;
    if (known?.readAt === changedAt) return known.texts;
    const texts = new Map<string, string>();
    if (changedAt) flatten(JSON.parse(readFileSync(file, 'utf8')) as object, '', texts);
    this.catalogues.set(language, { texts, readAt: changedAt });
    return texts;
  }
}

function flatten(node: object, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') into.set(prefix + name, value);
    else flatten(value as object, `${prefix}${name}.`, into);
  }
}

function fill(text: string, parameters: Parameters, language: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (typeof value === 'number') return value.toLocaleString(language);
    return value === undefined || value === null ? whole : String(value);
  });
}
