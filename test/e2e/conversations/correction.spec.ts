import { PersonDirectory } from '../../../src/privacy/people/person-directory.service';
import { startApp, type RunningApp } from '../../kit/app';
import { agentSocket, nextStream } from '../../kit/agent-socket';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import type { VisitorClient } from '../../kit/visitor-client';

let server: RunningApp;
let shop: Shop;
let ana: VisitorClient;
beforeAll(async () => {
  server = await startApp();
  shop = await Shop.open(server);
});
afterAll(() => server.stop());
beforeEach(async () => void (ana = await shop.visitor()));

const person = (one = ana) => ({ workspaceId: shop.workspaceId, kind: 'visitor' as const, id: one.id });
const correct = (id: string, body: string, one = ana) =>
  server.app.get(PersonDirectory, { strict: false }).correctWords(person(one), id, body);
const editionOf = async (id: string) =>
  (await rowsOf<{ edition: number }>(server, 'SELECT edition FROM conversation WHERE id = ?', [id]))[0].edition;
/** Ana is told something that is wrong. */
async function told(words = 'You owe us 90 euros') {
  const { conversation } = await ana.say('Hello');
  const { id } = await shop.answer(conversation, words);
  return { conversation, id };
}

it('a message that is put right is so at once, for the visitor on every page and for the team', async () => {
  const { conversation, id } = await told();
  const [one, other] = await Promise.all([ana.socket(), ana.socket()]);
  const olu = await agentSocket(await shop.browser('Olu'), { all: true });
  await correct(id, 'You owe us 9 euros');
  const expected = { id, conversation, seq: 2, body: 'You owe us 9 euros' };
  expect((await one.next('message.corrected')).data).toEqual(expected);
  expect((await other.next('message.corrected')).data).toEqual(expected);
  const drawn = await nextStream(olu, `action="replace" target="message-${id}"`);
  expect(drawn).toContain('You owe us 9 euros');
  expect(drawn).not.toContain('90 euros');
  await Promise.all([one.close(), other.close(), olu.close()]);
});

it('wakes the long poll with the new words', async () => {
  const { conversation, id } = await told();
  const { state } = await ana.poll({ after: 2 });
  const answer = ana.poll({ after: 2, state: state.version, wait: 20 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await correct(id, 'You owe us nothing');
  const { events } = await answer;
  expect(events.at(-1)).toEqual({ event: 'message.corrected', data: { id, conversation, seq: 2, body: 'You owe us nothing' } });
});

it('whoever was away learns it by the edition, and reads the new words', async () => {
  const { conversation, id } = await told();
  const { state: before } = await ana.poll({ after: 2 });
  await correct(id, 'You owe us nothing');
  const { state } = await ana.poll({ after: 2, state: before.version, wait: 20 });
  expect([before, state].map((one) => (one as unknown as { edition: number }).edition)).toEqual([0, 1]);
  expect((await ana.earlier(3)).messages.at(-1)).toMatchObject({ id, seq: 2, body: 'You owe us nothing' });
  await shop.does(conversation, `messages/${id}/deletion`);
  expect(await editionOf(conversation)).toBe(2);
  await ana.say('And now?');
  expect(await editionOf(conversation)).toBe(2);
});

it('of a note that is put right the visitor hears nothing', async () => {
  const { conversation } = await told();
  const socket = await ana.socket();
  const { id } = await shop.answer(conversation, 'She shouts', { kind: 'note' });
  await correct(id, 'She asked');
  await shop.answer(conversation, 'Good');
  await socket.next('message.posted');
  expect(JSON.stringify(socket.received)).not.toContain('She');
  await socket.close();
});

it('nobody puts right what another person was told', async () => {
  const { id } = await told();
  const eve = await shop.visitor();
  await eve.say('Hi');
  await expect(correct(id, 'Mine', eve)).rejects.toMatchObject({ code: 'message.not_found' });
});
