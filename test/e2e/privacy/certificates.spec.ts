import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateCommand } from '../../../src/certificate.command';
import type { SignedCertificate } from '../../../src/privacy/erasure/certificate.types';
import { fingerprintOf, isSound } from '../../../src/privacy/erasure/certificate-signature';
import { startApp, type RunningApp } from '../../kit/app';
import { erase } from '../../kit/rights';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let id: string;
const folder = mkdtempSync(join(tmpdir(), 'parlour-certificates-'));
const words = 'zqcertified';
beforeAll(async () => {
  server = await startApp({ env: { BACKUP_DAYS: '30' } });
  const shop = await Shop.open(server);
  const ana = await shop.visitor();
  await ana.say(words);
  id = await erase(server, { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const download = async () =>
  (await (await fetch(`${server.url}/certificates/${id}/certificate.json`)).json()) as SignedCertificate;
function verify(
  document: unknown,
  { key, settings = server.settings }: { key?: string; settings?: RunningApp['settings'] } = {},
): string {
  const file = join(folder, 'certificate.json');
  writeFileSync(file, JSON.stringify(document, null, 3));
  let said = '';
  certificateCommand(settings, ['verify', file, ...(key ? ['--key', key] : [])], (text) => void (said += text));
  return said;
}

it('is read by anybody who has its address, without a sign-in, and says nothing of the person', async () => {
  const page = await fetch(`${server.url}/certificates/${id}`);
  const text = await page.text();
  expect(page.status).toBe(200);
  expect(text).toContain('Certificate of erasure');
  expect(text).toContain('Backups are kept for 30 days');
  expect(text).not.toContain(words);
  expect((await fetch(`${server.url}/certificates/${'0'.repeat(26)}`)).status).toBe(404);
  expect((await fetch(`${server.url}/certificates/1`)).status).toBeGreaterThanOrEqual(400);
});

it('is signed with the key that the server publishes', async () => {
  const document = await download();
  const { keys } = (await (await fetch(`${server.url}/.well-known/parlour-certificates.json`)).json()) as {
    keys: { x: string; crv: string }[];
  };
  expect(keys).toEqual([expect.objectContaining({ crv: 'Ed25519', x: document.signature.key })]);
  expect(isSound(document)).toBe(true);
});

it('is checked by a command, without a network: genuine, changed, or somebody else’s', async () => {
  const document = await download();
  expect(verify(document)).toMatch(new RegExp(`^Genuine: certificate ${id}, Alder`));
  const forged = structuredClone(document);
  forged.certificate.erased.message = 99;
  expect(() => verify(forged)).toThrow(/no sound certificate/);
  const elsewhere = { ...server.settings, DATA_DIR: join(folder, 'nothing'), SECRET_KEY: undefined };
  expect(() => verify(document, { settings: elsewhere })).toThrow(/Compare it/);
  expect(verify(document, { settings: elsewhere, key: fingerprintOf(document.signature.key) })).toContain('Genuine');
  expect(() => verify(document, { key: '00' })).toThrow(/another key/);
  expect(() => verify(document, { settings: { ...elsewhere, SECRET_KEY: 'x'.repeat(40) } })).toThrow(/another key/);
  for (const wrong of [[], ['verify'], ['make', 'x']]) expect(() => certificateCommand(server.settings, wrong)).toThrow(/Write:/);
  expect(() => certificateCommand(server.settings, ['verify', '/nowhere.json'])).toThrow(/cannot be read/);
});

it.each([
  { language: 'en', title: 'Certificate of erasure', dir: 'ltr' },
  { language: 'fr', title: 'Attestation d’effacement', dir: 'ltr' },
  { language: 'de', title: 'Löschbescheinigung', dir: 'ltr' },
  { language: 'es', title: 'Certificado de supresión', dir: 'ltr' },
  { language: 'ar', title: 'شهادة محو', dir: 'rtl' },
])('reads in the person’s language: $language', async ({ language, title, dir }) => {
  const page = (path: string, headers = {}) =>
    fetch(`${server.url}/certificates/${id}${path}`, { headers }).then((one) => one.text());
  const text = await page(`?language=${language}`);
  expect(text).toContain(`<html lang="${language}" dir="${dir}">`);
  expect(text).toContain(title);
  expect(text).not.toMatch(/certificate\.\w+\.|\{\w+\}|outbox_job|privacy_case|undefined/);
  if (language !== 'en') expect(text).not.toMatch(/Backups are kept|Deleted rows|Kept until|Log of acts/);
  expect(await page('', { 'Accept-Language': `${language}-CH,en;q=0.5` })).toContain(title);
});
