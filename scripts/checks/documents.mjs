import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../freshness.mjs';

/** Tables that documents have from the code; each between its two marks. */
const tables = [
  {
    file: 'README.md',
    mark: 'configuration',
    source: 'src/config/settings.ts',
    make: ({ variables }) => configuration(variables),
  },
  { file: 'docs/protocol.md', mark: 'errors', source: 'src/common/errors.ts', make: ({ errors }) => errorTable(errors) },
];

/** Files that are made from the code as a whole. */
const wholes = [
  {
    file: 'docs/plugin.schema.json',
    source: 'src/plugin-api/manifest.schema.ts',
    make: ({ manifestSchema }) => `${JSON.stringify(manifestSchema, null, 2)}\n`,
  },
];

/** Compares, or with `fix` writes. */
export async function checkDocuments({ fix = false } = {}) {
  return (
    await Promise.all([...tables.map((table) => checkTable(table, fix)), ...wholes.map((whole) => checkWhole(whole, fix))])
  ).flat();
}

async function checkWhole({ file, source, make }, fix) {
  const path = join(root, file);
  const wanted = make(await load(source));
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) return [];
  if (fix) writeFileSync(path, wanted);
  return fix ? [] : [`${file} is not what ${source} says. \`npm run check -- --fix\` writes it.`];
}

async function checkTable({ file, mark, source, make }, fix) {
  const path = join(root, file);
  if (!existsSync(path)) return [`${file} is missing.`];
  const text = readFileSync(path, 'utf8');
  const place = new RegExp(`(<!-- ${mark}\\b[^>]*-->\\n)([\\s\\S]*?)(<!-- /${mark} -->)`);
  if (!place.test(text)) return [`${file} has no marks <!-- ${mark} --> and <!-- /${mark} --> for its table.`];
  const table = make(await load(source));
  const wanted = text.replace(place, (_whole, start, _old, end) => `${start}${table}\n${end}`);
  if (wanted === text) return [];
  if (fix) writeFileSync(path, wanted);
  return fix ? [] : [`${file}: the table "${mark}" is not what ${source} says. \`npm run check -- --fix\` writes it.`];
}

async function load(source) {
  const { outputFiles } = await build({
    entryPoints: [join(root, source)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function configuration(variables) {
  const rows = Object.entries(variables).map(
    ([name, { shownDefault, description }]) => `| \`${name}\` | ${shownDefault ? `\`${shownDefault}\`` : ''} | ${description} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function errorTable(errors) {
  const rows = Object.entries(errors).map(([code, [status, sentence]]) => `| \`${code}\` | ${status} | ${sentence} |`);
  return ['| code | status | sentence |', '|---|---|---|', ...rows].join('\n');
}
