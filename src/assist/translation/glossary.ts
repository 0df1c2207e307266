import { createHash } from 'node:crypto';
import { baseOf, isLanguage } from './languages';

export interface Term {
  from: string;
  to: string;
}
/** `pt>de` → its words. */
export type Glossary = Map<string, Term[]>;

/** Lines of words; a model's prompt or a vendor's request stays small. */
export const mostTerms = 500;
const longestTerm = 100;
/** What is wrong with a glossary, and in which line. */
export class GlossaryFault extends Error {
  constructor(
    readonly kind: 'glossaryPair' | 'glossaryLine' | 'glossaryLong' | 'glossaryMany',
    readonly line: number,
  ) {
    super(`${kind} in line ${line}`);
  }
}

const pairOf = (from: string, to: string) => `${baseOf(from)}>${baseOf(to)}`;

/**
 * Reads a glossary: a line `en > de` names the languages, lines `invoice = Rechnung` are words. Empty lines and lines with `#` count
 * for nothing. @throws GlossaryFault
 */
export function readGlossary(text: string): Glossary {
  const glossary: Glossary = new Map();
  let terms: Term[] | undefined;
  let count = 0;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (!line || line.startsWith('#')) return;
    const pair = /^([\w-]+)\s*(?:>|→)\s*([\w-]+)$/.exec(line);
    if (pair) return void (terms = listOf(glossary, pair[1], pair[2], index + 1));
    terms?.push(termOf(line, index + 1));
    if (!terms) throw new GlossaryFault('glossaryPair', index + 1);
    if (++count > mostTerms) throw new GlossaryFault('glossaryMany', index + 1);
  });
  return glossary;
}

function listOf(glossary: Glossary, from: string, to: string, line: number): Term[] {
  if (!isLanguage(from) || !isLanguage(to) || baseOf(from) === baseOf(to)) throw new GlossaryFault('glossaryPair', line);
  const terms = glossary.get(pairOf(from, to)) ?? [];
  glossary.set(pairOf(from, to), terms);
  return terms;
}

function termOf(line: string, number: number): Term {
  const [from = '', to = '', ...more] = line.split('=').map((part) => part.trim());
  if (!from || !to || more.length) throw new GlossaryFault('glossaryLine', number);
  if (from.length > longestTerm || to.length > longestTerm) throw new GlossaryFault('glossaryLong', number);
  return { from, to };
}

/** The words for a pair; words of the opposite pair count the other way round, unless the pair has its own for them. */
export function termsFor(glossary: Glossary, from: string | undefined, to: string): Term[] {
  if (!from) return [];
  const own = glossary.get(pairOf(from, to)) ?? [];
  const said = new Set(own.map((term) => term.from.toLowerCase()));
  const turned = (glossary.get(pairOf(to, from)) ?? []).map((term) => ({ from: term.to, to: term.from }));
  return [...own, ...turned.filter((term) => !said.has(term.from.toLowerCase()))];
}

/** Only the words that stand in a text: the rest is nobody's business. */
export const termsIn = (terms: readonly Term[], texts: readonly string[]): Term[] => {
  const all = texts.join('\n').toLowerCase();
  return terms.filter(({ from }) => all.includes(from.toLowerCase()));
};

/** Another word makes another version: translations made with the former are not used again. */
export const versionOf = (terms: readonly Term[]): string =>
  terms.length ? createHash('sha256').update(JSON.stringify(terms)).digest('base64url').slice(0, 12) : '';
