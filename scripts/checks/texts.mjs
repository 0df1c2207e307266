import { lineOf, read } from './files.mjs';

const literal = /(['"`])([\w-]+(?:\.[\w-]+)*)\1/g;
/** `{{t 'inbox.mine'}}`, `(t 'inbox.mine')`, and what stands in their place by mistake. */
const inView = /(?:\{\{~?|\()t\s+('[^']*'|"[^"]*"|[^\s})]+)/g;
const inCode = /\bt\(\s*[^,()]+,\s*(['"])([\w.-]+)\1/g;
const asMessage = /\bmessage:\s*'((?:\w+\.)+\w+)'/g;
const asNotice = /\bflash\(\s*[^,]+,\s*'\w+',\s*'([\w.]+)'/g;
const plural = /\.(zero|one|two|few|many|other)$/;

/** Every text is in the catalogue, is used somewhere, and is there in every language that speaks of it. */
export function checkTexts() {
  const [english, ...others] = catalogues();
  const keys = new Set([...english.texts.keys()].map((key) => key.replace(plural, '')));
  const views = read('views', '.hbs');
  const code = read('src', '.ts').filter(({ file }) => !file.endsWith('.spec.ts'));
  return [
    ...missing(keys, views, code),
    ...unused(keys, views, code),
    ...others.flatMap((language) => differences(english, language)),
  ];
}

function catalogues() {
  const all = read('locales', '.json').map(({ file, text }) => ({ file, texts: new Map(flatten(JSON.parse(text))) }));
  return all.sort((a, b) => Number(b.file.endsWith('/en.json')) - Number(a.file.endsWith('/en.json')));
}

const flatten = (node, prefix = '') =>
  Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : flatten(value, `${prefix}${name}.`),
  );

function missing(keys, views, code) {
  const asked = [
    ...views.flatMap(({ file, text }) => found(file, text, inView, 1)),
    ...code.flatMap(({ file, text }) =>
      [inCode, asMessage, asNotice].flatMap((pattern) => found(file, text, pattern, pattern === inCode ? 2 : 1)),
    ),
  ];
  return asked.flatMap(({ key, place, view }) => {
    const name = view ? key.slice(1, -1) : key;
    if (view && !/^['"]/.test(key)) return [`${place}: a text is asked for by "${key}", which is no literal key.`];
    return keys.has(name) ? [] : [`${place}: the text "${name}" is not in locales/en.json.`];
  });
}

const found = (file, text, pattern, group) =>
  [...text.matchAll(pattern)].map((match) => ({
    key: match[group],
    place: `${file}:${lineOf(text, match.index)}`,
    view: pattern === inView,
  }));

function unused(keys, views, code) {
  const literals = (files) => new Set(files.flatMap(({ text }) => [...text.matchAll(literal)].map((match) => match[2])));
  const everywhere = literals([...views, ...code]);
  // The widget gets its parts of the catalogue and asks without the prefix.
  const inWidget = literals(code.filter(({ file }) => file.startsWith('src/widget/')));
  const bare = (key) => /^(?:widget|rights)\.(.+)$/.exec(key)?.[1];
  const isUsed = (key) => everywhere.has(key) || inWidget.has(bare(key));
  return [...keys].filter((key) => !isUsed(key)).map((key) => `locales/en.json: nothing uses the text "${key}".`);
}

/** Other languages have whole sections or none of them, with the same placeholders. */
function differences(english, { file, texts }) {
  const sections = new Set([...texts.keys()].map((key) => key.split('.')[0]));
  const bare = (map) => new Map([...map].map(([key, text]) => [key.replace(plural, ''), placeholders(text)]));
  const [theirs, ours] = [bare(texts), bare(english.texts)];
  const wanted = [...ours].filter(([key]) => sections.has(key.split('.')[0]));
  return [
    ...wanted.filter(([key]) => !theirs.has(key)).map(([key]) => `${file}: "${key}" is missing.`),
    ...[...theirs.keys()].filter((key) => !ours.has(key)).map((key) => `${file}: English has no "${key}".`),
    ...wanted
      .filter(([key, names]) => theirs.has(key) && theirs.get(key) !== names)
      .map(([key]) => `${file}: "${key}" has other placeholders than English.`),
  ];
}

const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');
