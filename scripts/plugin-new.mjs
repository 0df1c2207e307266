import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './freshness.mjs';
import { capabilities } from './plugin-new/capabilities.mjs';
import { filesOf } from './plugin-new/folder.mjs';

const usage = `npm run plugin:new -- <capability>-<vendor> [--dir <folder for plugins>]`;

/**
 * Makes a working plugin with its test: in `plugins/`, or with `dir` in a folder of your own (your `PLUGINS_DIR`), where nothing
 * builds it and it is plain JavaScript.
 *
 * @throws Error with a sentence that says what to do
 */
export async function newPlugin(id, dir, typescript = !dir) {
  const template = templateOf(id);
  const folder = join(dir ? resolve(dir) : join(root, 'plugins'), id);
  if (existsSync(folder)) throw new Error(`${folder} is there already. Choose another name, or remove it first.`);
  const files = { ...filesOf(id, template, { typescript }), ...(!typescript && { 'plugin-api.d.ts': await declarations() }) };
  const { format, resolveConfig } = await import('prettier');
  const style = await resolveConfig(join(root, 'package.json'));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, name), await format(text, { ...style, filepath: name }));
  return folder;
}

function templateOf(id) {
  const known = Object.keys(capabilities);
  if (!id) throw new Error(`Say what it can do and for whom: ${usage}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) || id.length > 60)
    throw new Error(`"${id}" is no name of a plugin: small letters and digits, in parts joined by "-", such as translate-acme.`);
  const template = known.includes(id.split('-')[0]) && capabilities[id.split('-')[0]];
  if (!template)
    throw new Error(`"${id}" begins with no capability. It is one of: ${known.join(', ')}. For example: ${known[0]}-acme.`);
  return template;
}

/** The contract's types in one file, for editors of those who write outside of this repository. */
async function declarations() {
  const { default: ts } = await import('typescript');
  const { readdirSync, readFileSync } = await import('node:fs');
  const folder = join(root, 'src/plugin-api');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !['index.ts', 'manifest.schema.ts'].includes(file));
  const texts = files.map((file) => {
    const { outputText } = ts.transpileDeclaration(readFileSync(join(folder, file), 'utf8'), { fileName: file });
    return outputText.replace(/^import .*\n/gm, '').replace(/^export \{\};\n/gm, '');
  });
  return `// The contract for plugins, as types. Made by \`npm run plugin:new\`; make it anew for a newer Parlour.\n\n${texts.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [id, ...rest] = process.argv.slice(2);
  try {
    if (rest.length && (rest[0] !== '--dir' || !rest[1] || rest.length > 2)) throw new Error(`That was not understood. ${usage}`);
    const folder = await newPlugin(id, rest[1]);
    const shown = relative(process.cwd(), folder).startsWith('..') ? folder : relative(process.cwd(), folder);
    console.log(`Made ${shown}. It works: try it with \`npm run plugin:test -- ${shown}\`, then make it yours.`);
    console.log('How to go on: docs/write-a-plugin.md.');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
