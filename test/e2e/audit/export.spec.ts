import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditCommand } from '../../../src/audit.command';
import { startApp, type RunningApp } from '../../kit/app';
import { act, tamper } from '../../kit/audit';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
const folder = mkdtempSync(join(tmpdir(), 'parlour-audit-'));
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  for (let number = 1; number <= 5; number++)
    await act(server, shop.workspaceId, { target: `t${number}`, from: { address: '203.0.113.77', userAgent: 'Firefox/140.0' } });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function verify(...options: string[]): Promise<string> {
  const said: string[] = [];
  await auditCommand(server.settings, ['verify', ...options], (text) => said.push(text));
  return said.join('');
}
async function exported(): Promise<string> {
  const { status, text } = await (await shop.browser('Olu')).get('/settings/audit/export.jsonl');
  expect(status).toBe(200);
  const file = join(folder, 'log.jsonl');
  writeFileSync(file, text);
  return file;
}
const changed = (file: string, change: (lines: string[]) => string[]): string => {
  const other = join(folder, 'changed.jsonl');
  writeFileSync(other, `${change(readFileSync(file, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
  return other;
};
const entriesFrom = (lines: string[]) => lines.findIndex((line) => line.startsWith('{"entry"'));

it('can be checked without the server, by its file alone', async () => {
  const file = await exported();
  expect(readFileSync(file, 'utf8')).toContain('203.0.113.0/24');
  expect(readFileSync(file, 'utf8')).not.toContain('203.0.113.77');
  expect(await verify(file)).toMatch(/whole up to entry \d+; \d+ entries; \d+ checkpoints\.\nSigned 20/);
});

it.each<[string, (lines: string[]) => string[], RegExp]>([
  ['a line cut out', (all) => all.filter((_, index) => index !== entriesFrom(all) + 2), /broken at entry 3 \(missing\)/],
  ['the end cut off', (all) => all.slice(0, -1), /\(end\)/],
  ['another word', (all) => all.map((line) => line.replace('"target":"t3"', '"target":"t4"')), /\(changed\)/],
  ['another network', (all) => all.map((line) => line.replace('203.0.113.0/24', '198.51.100.0/24')), /\(origin\)/],
  [
    'two lines that changed places',
    (all) => {
      const first = entriesFrom(all);
      return [...all.slice(0, first), all[first + 1], all[first], ...all.slice(first + 2)];
    },
    /broken at entry 1 \(missing\)/,
  ],
  ['no checkpoint', (all) => all.filter((line) => !line.includes('"checkpoint"')), /has no checkpoint/],
  ['a checkpoint of elsewhere', (all) => all.map((line) => line.replace('"kind":"asked"', '"kind":"daily"')), /\(checkpoint\)/],
  ['a checkpoint behind', (all) => [...all, all.find((line) => line.includes('"checkpoint"'))!], /stands behind/],
  ['no first line', (all) => all.slice(1), /no exported log/],
  ['half a line', (all) => [...all.slice(0, -1), all.at(-1)!.slice(0, 40)], /no JSON/],
])('a file with %s is refused', async (_, change, refusal) => {
  const file = changed(await exported(), change);
  await expect(verify(file)).rejects.toThrow(refusal);
});

it('a file that another key signed is refused, however whole', async () => {
  const file = await exported();
  await expect(verify(file, '--key', 'abcd')).rejects.toThrow('signed by another key');
  const elsewhere = { ...server.settings, DATA_DIR: folder, SECRET_KEY: undefined };
  await expect(auditCommand(elsewhere, ['verify', file], () => {})).rejects.toThrow('Whose key that is cannot be told here');
});

it('the table for reading escapes formulas, and is as it was filtered', async () => {
  await act(server, shop.workspaceId, { target: '=HYPERLINK("x")', action: 'statistics.configured' });
  const { text } = await (await shop.browser('Olu')).get('/settings/audit/export.csv?kind=websites');
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  expect(text).not.toContain('notice.published');
});

it('the database is checked by the command beside the running server, and against a checkpoint that was kept', async () => {
  const olu = await shop.browser('Olu');
  const kept = join(folder, 'checkpoint.json');
  writeFileSync(kept, (await olu.get('/settings/audit/checkpoint.json')).text);
  expect(await verify('--checkpoint', kept)).toMatch(/logs are whole/);
  await tamper(server, `UPDATE audit_entry SET target = 'y' WHERE chain = '${shop.workspaceId}' AND target = 't2'`);
  await expect(verify()).rejects.toThrow('1 of');
  await expect(verify('--checkpoint', join(folder, 'log.jsonl'))).rejects.toThrow('cannot be read as JSON');
});

it('refuses what it does not know', async () => {
  await expect(auditCommand(server.settings, ['prove'], () => {})).rejects.toThrow('Write: audit verify');
  await expect(verify(join(folder, 'nothing'))).rejects.toThrow();
});
