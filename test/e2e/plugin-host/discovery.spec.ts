import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PluginCatalogue } from '../../../src/plugin-host/discovery/plugin-catalogue';
import { fieldWords } from '../../../src/plugin-host/pages/words';
import { startApp, type RunningApp } from '../../kit/app';
import { echo, PluginsFolder, soundManifest } from '../../kit/plugin-bench';

const folder = new PluginsFolder();
let server: RunningApp;
let catalogue: PluginCatalogue;

beforeAll(async () => {
  folder.write('translate-good', echo);
  folder.write('translate-future', echo, { engine: '^9.0' });
  folder.write('translate-curious', echo, { network: ['127.0.0.1'], version: 'x' });
  const privacy = { ...soundManifest.privacy, purpose: 'sell' as never, fields: ['message.body', 'visitor.shoeSize'] };
  folder.write('translate-greedy', echo, { engine: '^9.0', privacy });
  folder.write('translate-gone', echo);
  rmSync(join(folder.path, 'translate-gone', 'plugin.json'));
  folder.write('translate-garbled', echo);
  writeFileSync(join(folder.path, 'translate-garbled', 'plugin.json'), '{ "id": ');
  folder.write('payment-manual', echo);
  writeFileSync(join(folder.path, 'notes.txt'), 'Not a plugin.');
  server = await startApp({ env: { PLUGINS_DIR: folder.path } });
  catalogue = server.app.get(PluginCatalogue);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const problemsOf = (id: string, origin = 'folder') =>
  catalogue.list().find((plugin) => plugin.id === id && plugin.origin === origin)!.problems;

it('finds what is in the folder, uses what is sound, and the server starts all the same', () => {
  expect(catalogue.usable('translate-good')).toMatchObject({ origin: 'folder', folder: join(folder.path, 'translate-good') });
  expect(catalogue.list().map(({ id }) => id)).not.toContain('notes.txt');
});

it.each([
  ['translate-future', [/made for engine \^9\.0/]],
  ['translate-curious', [/"version"/, /"network"/]],
  ['translate-greedy', [/there is no purpose "sell"/, /made for engine/, /"visitor\.shoeSize" is not in the data map/]],
  ['translate-gone', [/plugin\.json is missing/]],
  ['translate-garbled', [/plugin\.json cannot be read/]],
])('shows what is wrong with %s, and does not offer it', (id, wanted) => {
  expect(catalogue.usable(id)).toBeUndefined();
  const problems = problemsOf(id);
  expect(problems).toHaveLength(wanted.length);
  wanted.forEach((words, index) => expect(problems[index]).toMatch(words));
});

it('does not let a folder take the name of a plugin that came with the server', () => {
  const bundled = catalogue.list().find(({ id, origin }) => id === 'payment-manual' && origin === 'bundled');
  if (!bundled) throw new Error('payment-manual is not built: `npm run build`.');
  expect(problemsOf('payment-manual')).toEqual([expect.stringMatching(/There is another plugin "payment-manual"/)]);
  expect(catalogue.usable('payment-manual')?.origin).toBe('bundled');
});

it('has plain words for everything that plugins which come with the server may receive', () => {
  const fields = catalogue.list().flatMap(({ origin, manifest }) => (origin === 'bundled' ? manifest!.privacy.fields : []));
  expect(fields).toContain('message.body');
  expect(fields.filter((field) => !fieldWords[field])).toEqual([]);
});

it('reads everything anew when it is asked to', () => {
  folder.write('translate-gone', echo);
  catalogue.reload();
  expect(catalogue.usable('translate-gone')).toBeDefined();
});
