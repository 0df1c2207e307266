import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../src/widget/client');

/** Stylesheets travel as text inside the script: constructable stylesheets work under any `style-src` of the host page. */
const stylesAsText = {
  name: 'styles-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    tsconfig: join(source, 'tsconfig.json'),
    bundle: true,
    format: 'iife',
    target: 'es2020',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    plugins: [stylesAsText],
  });
  return outputFiles[0].contents;
}

const named = (part, script) => ({
  name: `${part}-${createHash('sha256').update(script).digest('hex').slice(0, 8)}.js`,
  script,
});

/**
 * Builds `widget.js` (the loader, its address never changes), `widget/panel-<hash>.js` (the conversation),
 * `widget/privacy-<hash>.js` (the page about the visitor's data) `widget/proactive-<hash>.js` (what speaks first) and `widget/proof-<hash>.js` (proof of work), all
 * cached for ever, and notes their paths in `widget/manifest.json`.
 */
export async function buildWidget(outDir) {
  const folder = join(outDir, 'widget');
  const [loader, panel, privacy, proactive, proof] = await Promise.all(
    ['loader.ts', 'panel.ts', 'privacy.ts', 'proactive.ts', 'proof.ts'].map(bundle),
  );
  const parts = {
    panel: named('panel', panel),
    privacyPage: named('privacy', privacy),
    proactive: named('proactive', proactive),
    proof: named('proof', proof),
  };
  const names = Object.values(parts).map(({ name }) => name);
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder))
    if (/^(panel|privacy|proactive|proof)-/.test(old) && !names.some((name) => old.startsWith(name))) await rm(join(folder, old));
  await writeFile(join(outDir, 'widget.js'), loader);
  for (const { name, script } of Object.values(parts)) await writeFile(join(folder, name), script);
  const addresses = Object.entries(parts).map(([part, { name }]) => [part, `/widget/${name}`]);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(Object.fromEntries(addresses)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget(process.argv[2] ?? 'dist/public');
