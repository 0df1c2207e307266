import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './freshness.mjs';

const source = join(root, 'plugins');

/** The folders of `plugins/` that hold a plugin. */
export function pluginIds() {
  if (!existsSync(source)) return [];
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => ['plugin.json', 'index.ts'].some((file) => exists(name, file)));
}

/**
 * Bundles plugins into `outDir/<id>/`: one script, its manifest, its README and the licences of the packages inside. What a plugin
 * needs is in that one file, because its process may read its own folder and nothing else.
 */
export async function buildPlugins(outDir, ids) {
  await mkdir(outDir, { recursive: true });
  if (!ids) await removeAllBut(pluginIds(), outDir);
  await Promise.all((ids ?? pluginIds()).map((id) => buildPlugin(id, join(outDir, id))));
}

/** What was built from folders that are gone. */
async function removeAllBut(ids, outDir) {
  const old = readdirSync(outDir).filter((name) => !ids.includes(name));
  for (const name of old) await rm(join(outDir, name), { recursive: true, force: true });
}

async function buildPlugin(id, outDir) {
  for (const file of ['plugin.json', 'index.ts']) if (!exists(id, file)) throw new Error(`plugins/${id} has no ${file}.`);
  const manifest = readFileSync(join(source, id, 'plugin.json'), 'utf8');
  requireMain(id, manifest);
  await requireShape(id, JSON.parse(manifest));
  const { outputFiles, metafile } = await bundle(id).catch((error) => {
    throw new Error(`plugins/${id} cannot be built:\n\n${error.message}`, { cause: error });
  });
  await mkdir(outDir, { recursive: true });
  const files = {
    'index.js': Buffer.from(outputFiles[0].contents),
    'plugin.json': Buffer.from(manifest),
    ...(exists(id, 'README.md') && { 'README.md': readFileSync(join(source, id, 'README.md')) }),
    'LICENSES.txt': Buffer.from(licences(Object.keys(metafile.inputs))),
  };
  for (const [name, content] of Object.entries(files)) await writeIfNew(join(outDir, name), content);
}

function requireMain(id, text) {
  let main;
  try {
    ({ main } = JSON.parse(text));
  } catch (error) {
    throw new Error(`plugins/${id}/plugin.json is not JSON: ${error.message}`, { cause: error });
  }
  if (main !== 'index.js') throw new Error(`plugins/${id}/plugin.json: "main" must be "index.js", which index.ts is built into.`);
}

/** The server takes the shape of what it brings along for granted: it is looked at here, once. */
async function requireShape(id, manifest) {
  const { default: Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, strict: false, formats: { regex: true } });
  if (ajv.validate(JSON.parse(readFileSync(join(root, 'docs', 'plugin.schema.json'), 'utf8')), manifest)) return;
  throw new Error(
    `plugins/${id}/plugin.json does not fit docs/plugin.schema.json: ${ajv.errorsText(ajv.errors, { dataVar: '' })}.`,
  );
}

const bundle = (id) =>
  build({
    entryPoints: [join(source, id, 'index.ts')],
    absWorkingDir: root,
    tsconfigRaw: { compilerOptions: { target: 'es2022' } },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'eof',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });

/** The packages are not installed beside the built plugin: their licences travel with it. */
function licences(inputs) {
  const folders = inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return texts.length ? texts.join(`\n${'-'.repeat(40)}\n\n`) : 'No packages of others are inside.\n';
}

/** Leaves alone what is the same: a running server starts a plugin anew when its files change. */
async function writeIfNew(file, content) {
  const old = await readFile(file).catch(() => undefined);
  if (!old?.equals(content)) await writeFile(file, content);
}

const exists = (id, file) => existsSync(join(source, id, file));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [outDir = join(root, 'dist', 'plugins'), ...ids] = process.argv.slice(2);
  buildPlugins(resolve(outDir), ids.length ? ids : undefined).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
