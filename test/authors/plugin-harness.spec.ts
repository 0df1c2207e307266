import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor } from '../../src/plugin-api/contracts/fake-vendor';
import { paymentProviderContract } from '../../src/plugin-api/contracts/payment-provider';
import { translatorContract } from '../../src/plugin-api/contracts/translator';
import { hostPlugin } from '../kit/plugin-harness';
import { soundManifest } from '../kit/plugin-bench';

const parent = mkdtempSync(join(tmpdir(), 'parlour-harness-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const script = `
  module.exports = ({ settings }) => {
    const ask = async (path, question, signal) => {
      const answer = await fetch(settings.address + path, { method: 'POST', body: JSON.stringify(question), signal });
      if (!answer.ok) throw Object.assign(new Error('vendor: ' + answer.status), { retry: answer.status >= 500 });
      return answer.json();
    };
    return {
      translator: {
        async translate({ texts }, { signal }) {
          const wanted = texts.filter((text) => text.trim());
          const translated = wanted.length ? [...(await ask('/translate', { texts: wanted }, signal)).texts] : [];
          return { texts: texts.map((text) => (text.trim() ? translated.shift() : text)) };
        },
        languages: ({ signal }) => ask('/languages', {}, signal),
      },
    };
  };`;
const settings = { type: 'object' as const, properties: { address: { type: 'string' as const, title: 'Address' } } };

function pluginFolder(id: string, network: string[]): string {
  const folder = join(parent, id);
  mkdirSync(folder);
  writeFileSync(join(folder, 'plugin.json'), JSON.stringify({ ...soundManifest, id, settings, network }));
  writeFileSync(join(folder, 'index.js'), script);
  return folder;
}

const vendor = fakeVendor(({ path, json }) => ({
  body: path === '/languages' ? [{ code: 'de' }] : { texts: (json?.texts as string[]).map((text) => `«${text}»`) },
}));

describe('a plugin that declares its host', () => {
  const hosted = hostPlugin(pluginFolder('translate-sound', ['{address}']), { settings: () => ({ address: vendor.url }) });

  it('has nothing against it', () => expect(hosted.problems()).toEqual([]));

  translatorContract(() => hosted.capability('translator'), vendor);

  it('ran in a process of its own', () => expect(hosted.state()).toMatchObject({ state: 'running', calls: expect.any(Number) }));
});

it('does not reach a host that it did not declare', async () => {
  vendor.works();
  const failure = await failureOf(undeclared.capability('translator').translate({ texts: ['Hello'], to: 'de' }, newCall()));
  expect(failure).toMatchObject({ trouble: 'host' });
  expect(vendor.requests).toEqual([]);
});
const undeclared = hostPlugin(pluginFolder('translate-sly', ['api.example.com']), { settings: () => ({ address: vendor.url }) });

it('does not reach this machine unless the operator allows it', async () => {
  vendor.works();
  await failureOf(strict.capability('translator').translate({ texts: ['Hello'], to: 'de' }, newCall()));
  expect(vendor.requests).toEqual([]);
});
const strict = hostPlugin(pluginFolder('translate-inward', ['{address}']), {
  settings: () => ({ address: vendor.url }),
  privateNetwork: '',
});

describe('a bundled plugin', () => {
  const manual = hostPlugin('payment-manual', { settings: { holder: 'Alder Teas Ltd', iban: 'DE89370400440532013000' } });

  it('has nothing against it', () => expect(manual.problems()).toEqual([]));

  paymentProviderContract(() => manual.capability('paymentProvider'));
});
