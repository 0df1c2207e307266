import { StandingService } from '../../../src/privacy/standing.service';
import { nextStream } from '../../kit/agent-socket';
import { switchOn, TranslatingShop } from '../../kit/translation';
import { until } from '../../kit/until';

const asked = 'Olá, onde está a minha encomenda?';
const answered = 'Ihre Bestellung ist gestern angekommen.';
const stage = TranslatingShop.open();

describe('asking a translator', () => {
  it('happens once for the same words, whoever wrote them, and again with another word of the website', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const { id } = await ana.say(asked);
    await nextStream(ben, `message-${id}`, '[pt&gt;de]');
    const dan = await stage.shop.visitor();
    const { conversation: other } = await dan.say(asked);
    ben.send({ event: 'thread.open', data: { conversation: other } });
    await until('translations', async () => (await stage.stored(other)).some(({ body }) => body !== null));
    expect(await stage.handOvers()).toBe(1);

    await switchOn(stage.shop, 'de > pt\nLieferung = encomenda');
    const again = await ana.say(asked);
    await nextStream(ben, `message-${again.id}`, 'Lieferung');
    expect(await stage.handOvers()).toBe(2);
    await ben.close();
  });

  it('of what stood together happens together', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    for (const what of ['Ainda não chegou nada até hoje', 'Quando vai chegar a encomenda?']) await ana.say(what);
    const ben = await stage.looking(conversation);
    await until('translations', async () => (await stage.stored(conversation)).filter(({ body }) => body !== null).length === 3);
    expect(await stage.handOvers()).toBe(1);
    await ben.close();
  });

  it.each(['hangs', 'crashes', 'fails', 'shortens'])('that %s leaves the original, and keeps nobody waiting', async (mood) => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const socket = await ana.socket();
    await socket.ask('conversation.resume', {});
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const before = Date.now();
    const { id } = await ana.say(`A minha encomenda ${mood} mas não chegou`);
    const answer = await stage.shop.answer(conversation, `Ihre Bestellung ${mood} ist angekommen`);
    await socket.next(({ data }) => (data as { id?: string }).id === answer.id);
    await nextStream(ben, 'action="append"', id);
    expect(Date.now() - before).toBeLessThan(mood === 'hangs' ? 10_000 : 30_000);
    expect(await stage.page(conversation)).toContain(`A minha encomenda ${mood} mas não chegou`);
    expect((await ana.resume(2)).messages[0]).not.toHaveProperty('translation');
    const rows = (await stage.stored(conversation)).filter(({ message_id: message }) => message === id);
    expect(rows.filter(({ body }) => body !== null)).toEqual([]);
    await Promise.all([socket.close(), ben.close()]);
  });

  it('happens again by itself, if the translator says that this can help', async () => {
    const ana = await stage.shop.visitor();
    const { conversation, id } = await ana.say('A minha encomenda stumbles mas não chegou');
    const ben = await stage.looking(conversation);
    await nextStream(ben, `message-${id}`, '[pt&gt;de] A minha encomenda stumbles');
    expect(await stage.handOvers()).toBe(2);
    await ben.close();
  });

  it('does not happen for somebody whose data is restricted, and nothing is said about it', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const person = { workspaceId: stage.shop.workspaceId, kind: 'visitor', id: ana.id } as const;
    await stage.server.app.get(StandingService, { strict: false }).restrict(person, null);
    const ben = await stage.looking(conversation);
    const { id } = await ana.say('A minha encomenda não chegou ainda');
    await nextStream(ben, 'action="append"', id);
    await stage.shop.answer(conversation, answered);
    await until('translations', async () => (await stage.stored(conversation)).length === 0);
    expect(await stage.handOvers()).toBe(0);
    expect(await stage.page(conversation)).not.toContain('pt&gt;de');
    await ben.close();
  });
});

describe('a message that is deleted', () => {
  it('takes its translations along, also one that is still on its way', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const done = await stage.shop.answer(conversation, answered);
    await until('translated', () => stage.isTranslated(conversation, done.id));
    const late = await stage.shop.answer(conversation, 'Diese Antwort hangs noch eine Weile');
    await until('translations', async () => (await stage.stored(conversation)).some((row) => row.message_id === late.id));
    for (const { id } of [done, late]) await stage.shop.does(conversation, `messages/${id}/deletion`);
    expect((await stage.stored(conversation)).map((row) => row.language)).toEqual(['de']);
    expect(JSON.stringify(await ana.resume())).not.toContain(answered);
    expect(await stage.page(conversation)).not.toContain(answered);
    await ben.close();
  });
});
