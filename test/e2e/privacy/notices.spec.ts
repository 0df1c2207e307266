import { Notices } from '../../../src/privacy/notice/notices.service';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { publishAs } from '../../kit/plugins';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

let server: RunningApp;
let shop: Shop;
let olu: Browser;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  shop = await Shop.open(server, `Alder${Math.random().toString(36).slice(2)}`);
  olu = await shop.browser('Olu');
});

const notices = () => server.app.get(Notices, { strict: false });
const read = async (language = 'en') =>
  (await new Browser(server.url).get(`/privacy/${shop.workspaceId}?language=${language}`)).text;
const write = (fields: Record<string, string>) =>
  olu.post('/privacy/notice/workspace/words', { section: 'who', language: 'en', ...fields });

/** A setting as an owner changes it, and the sentence that has to follow. */
const websiteForm = { name: 'Alder shop', domains: '', accent: '#112233', greeting: '' };
it.each<[what: string, path: string, fields: Record<string, string>, before: string, after: string]>([
  [
    'pages',
    'website',
    { ...websiteForm, collectsPages: 'true' },
    'Which pages you open is not kept.',
    'The pages that you open on',
  ],
  [
    'location',
    'website',
    { ...websiteForm, collectsLocation: 'true' },
    'Where you are is not estimated.',
    'your country is estimated',
  ],
  ['browser', 'website', websiteForm, 'Your browser, system and language', 'Which browser and system you use is not kept.'],
  ['contact', 'website', websiteForm, 'You can leave a name', 'You are not asked for a name'],
  ['regions', '/settings/data/regions', { regions: 'area' }, 'No recipient works', 'Recipients are allowed only in'],
  ['improve', '/settings/data/purposes', { improve: 'true' }, 'not used to improve', 'has switched this purpose on'],
  ['marketing', '/settings/data/purposes', { marketing: 'true' }, 'not used for marketing', 'Marketing: '],
])('the page follows the setting: %s', async (_what, path, fields, before, after) => {
  const first = await read();
  expect(first).toContain(before);
  expect(first).not.toContain(after);
  const answer = await olu.post(path === 'website' ? `/settings/websites/${shop.website.id}` : path, fields);
  expect(answer.status).toBe(303);
  expect(await read()).toContain(after);
});

it('makes one version of what many see at once', async () => {
  await notices().current(shop.workspaceId);
  await shop.change({ collectsPages: true, collectsLocation: true });
  const seen = await Promise.all(Array.from({ length: 8 }, () => notices().current(shop.workspaceId)));
  expect(new Set(seen.map((version) => version!.number))).toEqual(new Set([2]));
  expect((await notices().versions(shop.workspaceId)).map(({ number }) => number)).toEqual([2, 1]);
});

describe('own words', () => {
  it('wait until somebody publishes them, and go away the same way', async () => {
    expect((await write({ words: 'We are a family business.' })).status).toBe(303);
    expect(await read()).not.toContain('We are a family business.');
    expect((await olu.get('/privacy/notice')).text).toContain('<ins>We are a family business.</ins>');
    await publishAs(olu);
    expect(await read()).toContain('We are a family business.');
    // In another language they stand as they were written, and say in which.
    expect(await read('de')).toMatch(/lang="en"[^>]*>We are a family business\./);
    await write({ words: '' });
    expect(await read()).toContain('We are a family business.');
    await publishAs(olu);
    expect(await read()).not.toContain('We are a family business.');
  });

  it('are not carried out by a setting that changes meanwhile', async () => {
    await write({ words: 'Only a draft.' });
    const { number } = (await notices().current(shop.workspaceId))!;
    await shop.change({ collectsPages: true });
    await until('the next version', async () => (await notices().newest(shop.workspaceId))!.number > number);
    expect(await read()).not.toContain('Only a draft.');
  });

  it('are text, and nothing else', async () => {
    await write({ words: '<script>alert(1)</script> <b>bold</b> javascript:alert(1)' });
    await publishAs(olu);
    const text = await read();
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script>alert|<b>bold|href="javascript/);
  });

  it.each([
    ['a section that there is not', { section: 'prices', words: 'x' }],
    ['a language that nobody speaks', { language: 'xx', words: 'x' }],
    ['a language that is none', { language: '../', words: 'x' }],
    ['a book', { words: 'x'.repeat(5_001) }],
  ])('are refused: %s', async (_what, fields) => {
    expect((await write(fields as never)).status).toBe(422);
    expect(await notices().pending(shop.workspaceId)).toBeUndefined();
  });

  it('are for owners', async () => {
    for (const who of ['Ben', 'Vera'] as const) {
      const browser = await shop.browser(who);
      expect((await browser.get('/privacy/notice')).status).toBe(403);
      expect((await browser.post('/privacy/notice/workspace/words', { section: 'who', language: 'en', words: 'x' })).status).toBe(
        403,
      );
    }
  });
});

it('is asked for by anything that an address can hold, and answers with nothing else than a page or its absence', async () => {
  const browser = new Browser(server.url);
  for (const address of ['%00', 'w_', `w_${'x'.repeat(70)}`, '__proto__', "'", '%F0%9F%98%80', '..%2f..'])
    expect([400, 404]).toContain((await browser.get(`/privacy/${address}`)).status);
  for (const query of ['version=0', 'version=1e9', 'version=x', 'language=%00', `language=${'x'.repeat(300)}`])
    expect([400, 404, 422]).toContain((await browser.get(`/privacy/${shop.workspaceId}?${query}`)).status);
});
