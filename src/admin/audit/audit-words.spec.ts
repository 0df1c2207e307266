import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Texts } from '../../common/texts';
import { kinds } from './act-kinds';
import { acts } from './audit-words';

const source = join(__dirname, '..', '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.spec)\.ts$/.test(name));

/** Every name that an act is recorded under: in files that record acts, what stands on a line that speaks of an action. */
function recorded(): string[] {
  const names = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    if (!/AuditService\b/.test(text)) continue;
    for (const [, name] of text.matchAll(/\baction\b[^;{}]*?'([a-z-]+\.[a-z_]+)'/g)) names.add(name);
    for (const [, first, second] of text.matchAll(/\baction = [^;]*\? '([a-z-]+\.[a-z_]+)'\s*:\s*'([a-z-]+\.[a-z_]+)'/g))
      names.add(first).add(second);
    for (const [, name] of text.matchAll(/(?:record|audited|tell)\([^;\n]*?'([a-z-]+\.[a-z_]+)'/g)) names.add(name);
  }
  return [...names];
}

it('every act that the code records has a sentence', () => {
  expect(recorded().length).toBeGreaterThan(40);
  expect(recorded().filter((name) => !acts[name])).toEqual([]);
});

it('every sentence is in the locale, and is one', () => {
  const texts = new Texts({ DEVELOPMENT: false } as never);
  for (const [name, key] of Object.entries(acts)) {
    const sentence = texts.t('en', key, { target: 'x' });
    expect({ name, sentence }).toEqual({ name, sentence: expect.stringMatching(/^[A-Z][^.!]+$/) as string });
    expect(sentence).not.toBe(key);
  }
});

it('every act is found under one of the kinds', () => {
  const nouns = Object.values(kinds).flat() as string[];
  expect(Object.keys(acts).filter((name) => !nouns.includes(name.split('.')[0]))).toEqual([]);
});
