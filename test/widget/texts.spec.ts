import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'src/widget/client';
const languages = ['en', 'fr', 'de', 'es', 'ar'];
const textsOf = (language: string) =>
  (JSON.parse(readFileSync(`locales/${language}.json`, 'utf8')) as { widget: Record<string, string> }).widget;
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const english = textsOf('en');
/** Those of the visitor's own data come with it. */
const { rights } = JSON.parse(readFileSync('locales/en.json', 'utf8')) as { rights: object };

const script = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');

describe.each(languages)('the widget in %s', (language) => {
  const texts = textsOf(language);

  it('has every text, and none too many', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  it('leaves nothing empty, and keeps the places for names and numbers', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      expect([key, placeholders(text)]).toEqual([key, placeholders(english[key])]);
    }
  });

  it('does not shout', () => {
    expect(Object.values(texts).filter((text) => /[!¡]/.test(text))).toEqual([]);
  });
});

it('every text is used', () => {
  const unused = Object.keys(english).filter((key) => !new RegExp(`'${key}'|texts\\.${key}\\b`).test(script));
  expect(unused).toEqual([]);
});

it('every text that is asked for exists', () => {
  const asked = [...script.matchAll(/\btext\('(\w+)'/g)].map(([, key]) => key);
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((key) => !(key in english) && !(key in rights))).toEqual([]);
});
