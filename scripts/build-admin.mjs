import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const admin = join(dirname(fileURLToPath(import.meta.url)), '../src/admin');

/** Builds what the server's own pages load: script, styles, fonts, icons, drawings, and the manifest that names their hashed addresses. */
export async function buildAdmin(outDir) {
  const assets = join(outDir, 'assets');
  await rm(assets, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  const manifest = {
    ...(await bundle(assets)),
    'icons.svg': await write(assets, 'icons.svg', await sprite()),
    ...(await drawings(assets)),
  };
  await writeFile(join(assets, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function bundle(assets) {
  const { metafile } = await build({
    entryPoints: {
      admin: join(admin, 'client/main.ts'),
      strength: join(admin, 'client/strength/main.ts'),
      statistics: join(admin, 'client/statistics/main.ts'),
      'admin-styles': join(admin, 'styles/admin.css'),
      demo: join(admin, 'styles/demo.css'),
    },
    outdir: assets,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets/',
    loader: { '.woff2': 'file' },
    tsconfig: join(admin, 'client/tsconfig.json'),
    metafile: true,
    logLevel: 'warning',
  });
  const outputs = Object.entries(metafile.outputs).map(([file, output]) => [
    logicalName(file, output),
    `/assets/${basename(file)}`,
  ]);
  return Object.fromEntries(outputs.filter(([name]) => name));
}

/** What templates call it. Of the fonts only the one that every page needs at once has a name. */
function logicalName(file, { entryPoint }) {
  if (basename(file).startsWith('inter-latin-wght')) return 'inter.woff2';
  const name = entryPoint && basename(entryPoint);
  return name === 'main.ts' ? `${basename(file).split('-')[0]}.js` : name;
}

/** One file with a symbol per icon: pages refer to them by `<use href="…#name">`. */
async function sprite() {
  const folder = join(admin, 'styles/icons');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.svg')).sort();
  const symbols = files.map(async (file) => {
    const source = await readFile(join(folder, file), 'utf8');
    const drawn = source.replace(/<svg xmlns="[^"]*"/, `<symbol id="${basename(file, '.svg')}"`).replace('</svg>', '</symbol>');
    return drawn.trim();
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${(await Promise.all(symbols)).join('\n')}\n</svg>\n`;
}

/** Drawings that pages show as images, such as the sample shop's furniture. */
async function drawings(assets) {
  const folder = join(admin, 'styles/art');
  const entries = (await readdir(folder)).sort().map(async (file) => {
    const address = await write(assets, file, await readFile(join(folder, file), 'utf8'));
    return [`art/${file}`, address];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function write(assets, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(assets, file), content);
  return `/assets/${file}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildAdmin(resolve(process.argv[2] ?? 'dist/public'));
}
