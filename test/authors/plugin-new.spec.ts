import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { manifestSchema, providableCapabilities } from '../../src/plugin-api/manifest.schema';

const root = join(__dirname, '../..');
const script = join(root, 'scripts/plugin-new.mjs');
const beginnings = 'email mailbox analytics translate assist files location payment events schedule card composer'.split(' ');
const kitTypes = `import type { Capabilities, Capability } from '../../src/plugin-api';
export declare function hostPlugin(id: string, options: object): {
  problems(): string[];
  capability<C extends Capability>(name: C): Capabilities[C];
};`;
const folder = mkdtempSync(join(tmpdir(), 'parlour-authors-'));

jest.setTimeout(240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) =>
    execFile(process.execPath, args, { cwd: root, maxBuffer: 10 ** 7 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), output: out + err }),
    ),
  );
/** Several at once, without starting Node for each. */
const make = (place: string, typescript: boolean, names: string[]) => {
  const code = `import { newPlugin } from ${JSON.stringify(script)};
    for (const name of ${JSON.stringify(names)}) await newPlugin(name + '-acme', ${JSON.stringify(place)}, ${typescript});`;
  return node('--input-type=module', '-e', code);
};
const manifestOf = (place: string, id: string) => JSON.parse(readFileSync(join(place, id, 'plugin.json'), 'utf8'));

describe('npm run plugin:new, in a folder of one’s own', () => {
  const place = join(folder, 'own');

  it('makes a plugin for every capability whose own tests pass', async () => {
    const said = await node(script, 'email-acme', '--dir', place);
    expect(said).toMatchObject({ code: 0, output: expect.stringContaining('email-acme. It works') });
    expect(await make(place, false, beginnings.slice(1))).toEqual({ code: 0, output: '' });
    const { code, output } = await node(join(root, 'scripts/plugin-test.mjs'), place);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`${beginnings.length} passed`) });
  });

  it('makes manifests that the server accepts, and misses no capability', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(manifestSchema);
    const manifests = beginnings.map((beginning) => manifestOf(place, `${beginning}-acme`));
    for (const manifest of manifests)
      expect({ valid: validate(manifest), errors: validate.errors }).toMatchObject({ valid: true });
    expect(manifests.flatMap(({ provides }) => provides).sort()).toEqual([...providableCapabilities].sort());
  });

  it('fails their tests when the plugin is broken', async () => {
    const file = join(place, 'translate-acme', 'index.js');
    const code = readFileSync(file, 'utf8');
    writeFileSync(file, code.replace('texts.filter((text) => text.trim())', 'texts.slice(1)'));
    expect(readFileSync(file, 'utf8')).not.toBe(code);
    expect((await node(join(root, 'scripts/plugin-test.mjs'), join(place, 'translate-acme'))).code).not.toBe(0);
  });

  it('overwrites nothing', async () => {
    const { code, output } = await node(script, 'card-acme', '--dir', place);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('is there already') });
  });
});

it('makes typed code for plugins/, which compiles', async () => {
  const place = join(folder, 'checkout');
  cpSync(join(root, 'src/plugin-api'), join(place, 'src/plugin-api'), { recursive: true });
  cpSync(join(root, 'tsconfig.json'), join(place, 'tsconfig.json'));
  // The kit stands on the whole server: its types will do.
  mkdirSync(join(place, 'test/kit'), { recursive: true });
  writeFileSync(join(place, 'test/kit/plugin-harness.ts'), kitTypes);
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  expect(await make(join(place, 'plugins'), true, beginnings)).toEqual({ code: 0, output: '' });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(await node(tsc, '-p', place, '--noEmit', '--incremental', 'false')).toEqual({ code: 0, output: '' });
});

it.each([
  ['', 'Say what it can do'],
  ['translate', 'is no name of a plugin'],
  ['Translate-Acme', 'is no name of a plugin'],
  ['translate-../acme', 'is no name of a plugin'],
  ['translate_acme', 'is no name of a plugin'],
  ['dance-acme', 'begins with no capability'],
  ['constructor-acme', 'begins with no capability'],
])('refuses the name %j with a sentence', async (id, sentence) => {
  const { code, output } = await node(script, id, '--dir', join(folder, 'refused'));
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(sentence) });
  expect(existsSync(join(folder, 'refused'))).toBe(false);
});
