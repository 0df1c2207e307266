import { Speller } from '../../../src/assist/writing/spelling/speller';
import type { Checked } from '../../../src/assist/writing/spelling/spelling-help.service';
import { startApp, type RunningApp } from '../../kit/app';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

let server: RunningApp;
let shop: Shop;
let conversation: string;
let speller: Speller;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
  ({ conversation } = await (await shop.visitor()).say('Where is my order?'));
  speller = server.app.get(Speller, { strict: false });
});
afterAll(() => server.stop());

async function check(text: string, person: 'Ben' | 'Vera' = 'Ben') {
  const browser = await shop.browser(person);
  return browser.postJson(`/inbox/conversations/${conversation}/spelling`, { text });
}
async function found(text: string): Promise<{ words: [string, string | undefined][]; note: string }> {
  const { issues, note } = JSON.parse((await check(text)).text) as Checked;
  return { words: issues.map(({ at, length, suggestions }) => [text.slice(at, at + length), suggestions[0]]), note };
}

it('runs no process until somebody asks', () => expect(speller.pidOf('en')).toBeUndefined());

it.each([
  ['English', 'Your parcell was sent yesterday and will arive tommorow.', ['parcell', 'parcel'], ['tommorow', 'tomorrow']],
  ['French', "Bonjour, nous avons envoyé le colis et l'addresse est correcte, livraizon demain.", ['livraizon', 'livraison']],
  ['Spanish', 'Hola, su paquete va a llegar mañana, hemos recivido la devolución del cliente.', ['recivido', 'recibido']],
])('knows %s', async (_language, text, ...expected) => {
  expect((await found(text)).words).toEqual(expect.arrayContaining(expected));
});

it.each([
  ['British as well', 'The colour of the grey jewellery was organised and cancelled at our centre, travelling is our favourite.'],
  ['French elisions', "L'envoi n'est pas arrivé aujourd'hui, j'espère qu'il sera là jusqu'à demain, c'est promis."],
  [
    'names, addresses and codes',
    'Ben wrote to ana@xmail.example about https://shop.example/qwzx and order AB12 in Lisbon for NASA.',
  ],
])('finds nothing wrong in %s', async (_what, text) => {
  expect((await found(text)).words).toEqual([]);
});

it('finds repeated words and typography in any language, and is honest about the rest', async () => {
  const { words, note } = await found('Ihre Bestellung ist ist unterwegs  und kommt am Montag bei Ihnen an.');
  expect(words).toEqual([
    [' ist', ''],
    ['  ', ' '],
  ]);
  expect(note).toBe('There is no dictionary for German. Spaces, quotes and repeated words were checked.');
});

it('asks in one process, which goes when nobody asks any longer', async () => {
  await found('Your parcell was sent yesterday.');
  const pid = speller.pidOf('en');
  expect(pid).toBeGreaterThan(0);
  await found('Your parcell was sent today.');
  expect(speller.pidOf('en')).toBe(pid);
  speller.limits.idle = 1;
  await found('Your parcell was sent today.');
  await until('the process is gone', () => speller.pidOf('en') === undefined);
  speller.limits.idle = 60_000;
  expect((await found('Your parcell was sent today.')).words).toEqual([['parcell', 'parcel']]);
});

it('says so if the dictionary does not answer, and is well again the next time', async () => {
  await found('Your parcell was sent yesterday.');
  speller.limits.answer = 300;
  process.kill(speller.pidOf('en')!, 'SIGSTOP');
  const answer = await check('Your parcell was sent yesterday.');
  speller.limits.answer = 20_000;
  expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('spelling.unavailable')]);
  expect((await found('Your parcell was sent today.')).words).toEqual([['parcell', 'parcel']]);
});

it('is done for many at once', async () => {
  const texts = Array.from({ length: 12 }, (_, index) =>
    index % 2 ? 'Your parcell is here today.' : 'Hola, su paquette llega mañana.',
  );
  const all = await Promise.all(texts.map(found));
  expect(all.map(({ words }) => words[0]?.[1])).toEqual(texts.map((_, index) => (index % 2 ? 'parcel' : 'paquete')));
});

it('writes nothing down', async () => {
  const before = await count(server, 'disclosure');
  await found('Your parcell was sent yesterday.');
  expect(await count(server, 'disclosure')).toBe(before);
});

it.each([
  ['a viewer', 'Vera', 'x', 403],
  ['an empty text', 'Ben', ' ', 422],
  ['a text that is too long', 'Ben', 'x'.repeat(8001), 422],
] as const)('is refused: %s', async (_what, person, text, status) => {
  expect((await check(text, person)).status).toBe(status);
});
