import { PassThrough } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { paperPdf } from '../../../src/privacy/papers/paper-pdf';
import { moveClock, Shop } from '../../kit/shop';
import { startApp, type RunningApp } from '../../kit/app';
import type { Fields } from '../../kit/browser';
import { rowsOf } from '../../kit/rows';

let server: RunningApp;
let shop: Shop;
let birch: Shop;

beforeAll(async () => {
  server = await startApp();
  // Alder came first: its owners run the server.
  shop = await Shop.open(server);
  birch = await Shop.open(server, 'Birch');
});
afterAll(() => server.stop());

interface Paper {
  title: string;
  holder: string;
  sections: { title: string; text?: string; table?: { rows: string[][] } }[];
}
const get = async (path: string, of = shop, who: 'Olu' | 'Ben' | 'Vera' = 'Olu') => (await of.browser(who)).get(path);
const paper = async (id: string, of = shop) => JSON.parse((await get(`/privacy/papers/${id}/json`, of)).text) as Paper;
const all = ['records', 'subprocessors', 'agreement', 'transfers', 'retention', 'measures', 'breaches', 'checklist'];

describe('every paper', () => {
  it.each(all)('%s is a page, JSON and a PDF', async (id) => {
    const { title, holder } = await paper(id);
    expect(holder).toBe('Alder Ltd');
    const page = await get(`/privacy/papers/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<h1 class="page__title">${title}</h1>`);
    const main = page.text.slice(page.text.indexOf('<h1'), page.text.indexOf('</main>'));
    expect(main).not.toMatch(/>papers\.\w|\{\w+\}|undefined/);
    const answer = await fetch(`${server.url}/privacy/papers/${id}/pdf`, {
      headers: { Cookie: (await shop.browser('Olu')).cookieHeader },
    });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toMatch(
      new RegExp(`attachment; filename="${id}-\\d{4}-\\d\\d-\\d\\d\\.pdf"`),
    );
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it.each(all)('%s is for owners and admins', async (id) => {
    for (const who of ['Ben', 'Vera'] as const)
      for (const path of ['', '/json', '/pdf']) expect((await get(`/privacy/papers/${id}${path}`, shop, who)).status).toBe(403);
  });

  it('shows the operator’s to whoever runs the server, and to nobody else', async () => {
    expect((await get('/privacy/papers/records-operator')).text).toContain('Birch Ltd');
    expect((await get('/privacy/papers/records-operator', birch)).status).toBe(404);
    expect((await get('/privacy', birch)).text).not.toContain('records-operator');
    expect((await get('/privacy/papers/records', birch)).text).not.toContain('Alder');
    expect((await get('/privacy/papers/nothing')).status).toBe(404);
  });
});

it('a PDF has text that can be read, a heading, a date and numbered pages', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => [`row ${index}`, 'ÄÖÜ ß é ñ']);
  const date = new Date('2026-03-27T10:00:00Z');
  const sections = [{ title: 'Section', text: 'Words', table: { head: ['What', 'Answer'], rows } }];
  const pdf = await paperPdf(
    { id: 'x', title: 'Heading', lead: 'Lead', holder: 'Alder', date, sections },
    (page, of) => `${page}/${of}`,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of pdf.pipe(new PassThrough())) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks).toString('latin1');
  expect(bytes).toContain('/ToUnicode');
  expect(bytes.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(2);
  expect(bytes).toMatch(/\/FontFile2/);
  // Every glyph that stands in it leads back to its character.
  const streams = [...bytes.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body]) => body!);
  const maps = streams.flatMap((body) => {
    try {
      const text = inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
      return text.includes('beginbfrange') || text.includes('beginbfchar') ? [text] : [];
    } catch {
      return [];
    }
  });
  const characters = maps.join(' ').toLowerCase();
  for (const letter of 'HSWÄßñ') expect(characters).toContain(letter.codePointAt(0)!.toString(16).padStart(4, '0'));
});

describe('the agreement', () => {
  it('is accepted by an owner as it was read, with its text kept', async () => {
    const olu = await birch.browser('Olu');
    const { text } = await olu.get('/privacy/papers/agreement');
    expect(text).toContain('Nobody has accepted it');
    const [, hash] = /name="hash" value="(\w+)"/.exec(text)!;
    expect((await olu.post('/privacy/papers/agreement/acceptance', { hash: 'a'.repeat(64) })).status).toBe(409);
    expect(await rowsOf(server, 'SELECT * FROM agreement_acceptance')).toEqual([]);
    expect((await (await birch.browser('Ben')).post('/privacy/papers/agreement/acceptance', { hash })).status).toBe(403);
    expect((await olu.post('/privacy/papers/agreement/acceptance', { hash })).status).toBe(303);
    const [row] = await rowsOf<{ workspace_id: string; version: string; accepted_by: string; text: string }>(
      server,
      'SELECT workspace_id, version, accepted_by, text FROM agreement_acceptance',
    );
    expect(row).toMatchObject({ workspace_id: birch.workspaceId, version: '1', accepted_by: birch.as('Olu').account.id });
    expect(row!.text).toContain('Birch Ltd');
    expect((await olu.get('/privacy/papers/agreement')).text).not.toContain('name="hash" value');
  });

  it('has to be read again when a party is another', async () => {
    const olu = await birch.browser('Olu');
    const said = { legalName: 'Birch and Sons Ltd', address: '1 Birch Lane', contact: 'privacy@birch.example' };
    await olu.post('/settings/identity', said);
    expect((await olu.get('/privacy/papers/agreement')).text).toContain('Read it again.');
  });
});

describe('a breach', () => {
  const record = async (fields: Fields) =>
    (await shop.browser('Olu')).post('/privacy/breaches', {
      what: 'A laptop was stolen',
      discoveredAt: new Date(Date.now() - 3_600_000).toISOString().slice(0, 16),
      categories: 'names, messages',
      people: '12',
      ...fields,
    });
  const text = async (location: string) => (await get(location)).text;

  it('starts a clock of 72 hours, and says what is next', async () => {
    const { location } = await record({});
    expect(await text(location!)).toContain('70 hours left');
    expect(await text(location!)).toContain('Assess the risk for people');
    const olu = await shop.browser('Olu');
    await olu.post(location!, { risk: 'high', consequences: 'Strangers may read it', measures: 'Keys changed', people: '12' });
    expect(await text(location!)).toContain('Tell the supervisory authority');
    await olu.post(`${location!}/steps`, { step: 'authority' });
    expect(await text(location!)).toContain('Tell the people');
    await olu.post(`${location!}/steps`, { step: 'people' });
    expect(await text(location!)).toContain('Nothing more is due');
    const { sections } = await paper('breaches');
    expect(JSON.stringify(sections)).toContain('Strangers may read it');
    const letter = await get(`${location!}/letters/authority`);
    expect([letter.status, letter.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await get(location!, birch)).status).toBe(404);
  });

  it('is refused without words, in the future, or without a time', async () => {
    const future = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    for (const fields of [{ what: ' ' }, { discoveredAt: future }, { discoveredAt: 'yesterday' }, { role: 'nobody' }])
      expect((await record(fields)).status).toBe(422);
  });

  it('of the operator is told to every workspace, with a clock of their own', async () => {
    const { location } = await record({ role: 'processor', what: 'The disk was copied' });
    await (await shop.browser('Olu')).post(`${location!}/steps`, { step: 'controllers' });
    const mails = await rowsOf<{ recipient: string; body: string }>(
      server,
      'SELECT recipient, body FROM mail WHERE workspace_id = ?',
      [birch.workspaceId],
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]!.recipient).toBe('privacy@birch.example');
    expect(mails[0]!.body).toContain('The disk was copied');
    const { text: theirs } = await get('/privacy/breaches', birch);
    expect(theirs).toContain('The disk was copied');
    expect(theirs).toContain('71 hours left');
    // A step is taken once.
    await (await shop.browser('Olu')).post(`${location!}/steps`, { step: 'controllers' });
    expect(await rowsOf(server, 'SELECT id FROM mail WHERE workspace_id = ?', [birch.workspaceId])).toHaveLength(1);
  });

  it('that waits too long is late, on its page and on the checklist', async () => {
    expect((await get('/privacy/papers/checklist', birch)).text).toContain('No breach is past its time.');
    moveClock(server, 73 * 3_600_000);
    expect((await get('/privacy/breaches', birch)).text).toContain('Late');
    expect((await get('/privacy/papers/checklist', birch)).text).toContain('A breach is past its time.');
  });
});
