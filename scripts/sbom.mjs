import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { pluginIds } from './build-plugins.mjs';
import { root } from './freshness.mjs';

const most = 64 * 1024 * 1024;
const development = 'cdx:npm:package:development';
const clients = ['admin/client/main.ts', 'admin/client/statistics/main.ts', 'admin/styles/admin.css', 'widget/client/panel.ts'];

/**
 * What the product is made of, as CycloneDX: the packages that are installed beside the server, and those that were bundled into
 * plugins and into what browsers load. What only builds and tests it is not in it.
 */
export async function billOfMaterials() {
  const run = promisify(execFile);
  const options = { cwd: root, maxBuffer: most, shell: process.platform === 'win32' };
  const { stdout } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'], options);
  const bill = JSON.parse(stdout);
  bill.metadata.component.name = 'parlour';
  const bundled = await bundledPackages();
  bill.components = bill.components.filter((component) => !isForDevelopment(component) || bundled.has(component.name));
  for (const component of bill.components.filter(isForDevelopment)) {
    component.properties = component.properties.filter(({ name }) => name !== development);
    component.properties.push({ name: 'parlour:bundled', value: 'true' });
  }
  const kept = new Set([bill.metadata.component, ...bill.components].map((component) => component['bom-ref']));
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  return bill;
}

const isForDevelopment = ({ properties = [] }) => properties.some(({ name, value }) => name === development && value === 'true');

/** Names of the packages whose code is inside of files that we built. */
async function bundledPackages() {
  const plugins = pluginIds().map((id) => join(root, 'plugins', id, 'index.ts'));
  const [forNode, forBrowsers] = await Promise.all([
    inputsOf(plugins, { platform: 'node' }),
    inputsOf(
      clients.map((file) => join(root, 'src', file)),
      { loader: { '.woff2': 'file', '.css': 'css' } },
    ),
  ]);
  const names = [...forNode, ...forBrowsers].map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return new Set(names.filter(Boolean));
}

async function inputsOf(entryPoints, options) {
  const settings = { bundle: true, write: false, metafile: true, logLevel: 'silent', outdir: join(root, 'dist', 'sbom') };
  const tsconfigRaw = { compilerOptions: { target: 'es2022' } };
  const { metafile } = await build({ entryPoints, absWorkingDir: root, tsconfigRaw, ...settings, ...options });
  return Object.keys(metafile.inputs);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = join(root, 'dist', 'sbom.cdx.json');
  const bill = await billOfMaterials();
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(file, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${bill.components.length} packages: dist/sbom.cdx.json`);
}
