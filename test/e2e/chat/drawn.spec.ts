import { Clock } from '../../../src/common/clock';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import type { FrameSocket } from '../../kit/frame-socket';
import { Shop } from '../../kit/shop';

let server: RunningApp;
let shop: Shop;
let ben: FrameSocket;

beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());
afterEach(() => ben?.close());

/** The page as Ben's browser gets it, without its script. */
async function page() {
  const { text } = await (await shop.browser('Ben')).get('/inbox/open');
  return { text, drawnAt: Number(/<meta name="drawn-at" content="(\d+)">/.exec(text)![1]) };
}
const watch = async (drawnAt: unknown) => {
  ben = await agentSocket(await shop.browser('Ben'));
  return ben.ask('inbox.watch', { list: true, drawnAt });
};

it('brings what came after the page was drawn and before its line was there', async () => {
  const { text, drawnAt } = await page();
  const { conversation } = await (await shop.visitor()).say('Is anybody there?');
  expect(text).not.toContain(conversation);
  expect(await watch(drawnAt)).toMatchObject({ event: 'ok' });
  const row = await nextStream(ben, 'action="row"', conversation);
  expect(row).toContain('Is anybody there?');
  expect(await nextStream(ben, 'count-unassigned')).toBeTruthy();
});

it('brings it to whoever asks, and nothing of another workspace', async () => {
  const other = await Shop.open(server, 'Elsewhere');
  const { drawnAt } = await page();
  const { conversation } = await (await other.visitor()).say('A secret of elsewhere');
  const { conversation: own } = await (await shop.visitor()).say('Ours');
  await watch(drawnAt);
  await nextStream(ben, 'action="row"', own);
  expect(JSON.stringify(ben.received)).not.toContain(conversation);
});

it('says of a page that is too old to know', async () => {
  const { drawnAt } = await page();
  expect(await watch(drawnAt - 3_600_000)).toMatchObject({ event: 'page.old' });
});

it('asks for nothing anew where nothing changed for long', async () => {
  const clock = server.app.get(Clock);
  const later = clock.millis() + 3_600_000;
  const moved = jest.spyOn(clock, 'millis').mockReturnValue(later);
  expect(await watch(later - 1)).toMatchObject({ event: 'ok' });
  moved.mockRestore();
});

it.each([['a word'], [1.5], [null], [{ $gt: 0 }], [Number.MAX_VALUE]])('refuses %j for a time', async (drawnAt) => {
  expect(await watch(drawnAt)).toMatchObject({ event: 'error', data: { code: 'frame.invalid' } });
});
