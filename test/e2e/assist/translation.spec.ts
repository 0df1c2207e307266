import { TranslationsService } from '../../../src/assist/translation/translations.service';
import { nextStream } from '../../kit/agent-socket';
import { TranslatingShop } from '../../kit/translation';
import { until } from '../../kit/until';

const asked = 'Olá, onde está a minha encomenda?';
const answered = 'Ihre Bestellung ist gestern angekommen.';
const stage = TranslatingShop.open();
const translations = () => stage.server.app.get(TranslationsService, { strict: false });

describe('what a visitor writes', () => {
  it('reaches Ben as it is, and a moment later in his language, with the original at hand', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    const { id } = await ana.say('A minha encomenda não chegou ainda');
    const original = ben.received.findIndex(({ data }) => String(data).includes('action="append"') && String(data).includes(id));
    const html = await nextStream(ben, `message-${id}`, '[pt&gt;de] A minha encomenda');
    expect(html).toContain('Translated from Portuguese');
    expect(html).toMatch(/<details class="original"[^]*A minha encomenda não chegou ainda/);
    const translated = ben.received.findIndex(({ data }) => String(data).includes('[pt&gt;de] A minha'));
    await nextStream(ben, 'action="append"', id);
    expect(original).toBeLessThan(translated);
    await ben.close();
  });

  it('is translated when somebody opens the conversation, and for nobody before', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    expect(await stage.stored(conversation)).toEqual([]);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    expect(await stage.page(conversation)).toContain(`[pt&gt;de] ${asked}`);
    await ben.close();
  });

  it('comes to each in their own language: Olu reads English, and sees nothing of the German', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const [ben, olu] = [await stage.looking(conversation), await stage.looking(conversation, 'Olu')];
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    await nextStream(olu, `[pt&gt;en] ${asked}`);
    expect(JSON.stringify(olu.received)).not.toContain('pt&gt;de');
    expect(JSON.stringify(ben.received)).not.toContain('pt&gt;en');
    expect(await stage.page(conversation, 'Vera')).toContain(`[pt&gt;en] ${asked}`);
    await Promise.all([ben.close(), olu.close()]);
  });

  it('is left alone if Ben reads that language himself, or if there are no words in it', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say('Wo ist meine Bestellung geblieben?');
    const ben = await stage.looking(conversation);
    await ana.say('12345 👍');
    await ana.say('https://stage.shop.example/order/1');
    await nextStream(ben, 'shop.example/order/1');
    const other = await stage.shop.visitor();
    const { conversation: second } = await other.say(asked);
    ben.send({ event: 'thread.open', data: { conversation: second } });
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    expect(await stage.stored(conversation)).toEqual([]);
    expect(await stage.handOvers()).toBe(1);
    await ben.close();
  });

  it('that says too little is taken for what they wrote before', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    await ana.say('ok');
    await nextStream(ben, '[pt&gt;de] ok');
    await ben.close();
  });
});

describe('a visitor of two languages', () => {
  it('is answered in the last one, and opening the conversation comes to an end', async () => {
    const ana = await stage.shop.visitor();
    const english = 'Hello there, do you have the blue bicycle in stock today?';
    const portuguese = 'Bom dia, talvez tenham também a bicicleta vermelha na loja?';
    const { conversation } = await ana.say(english);
    for (const [language, body] of Object.entries({ pt: portuguese, en: english, 'pt ': portuguese })) {
      await ana.say(body);
      await until(language, async () => (await translations().languageOfVisitor(conversation)) === language.trim());
    }
    const learned = () =>
      stage.server.events.filter(
        ({ name, event }) => name === 'language.changed' && (event as { conversationId: string }).conversationId === conversation,
      ).length;
    const before = learned();
    const [ben, olu] = [await stage.looking(conversation), await stage.looking(conversation, 'Olu')];
    await nextStream(ben, `[pt&gt;de] ${portuguese}`);
    await nextStream(olu, `[pt&gt;en] ${portuguese}`);
    await nextStream(ben, `[en&gt;de] ${english}`);
    await until('translated', async () => (await stage.stored(conversation)).every(({ body }) => body !== null));
    // Somebody comes back, and each of the messages is told once more: nothing is learned from that.
    await nextStream(await stage.looking(conversation), `[pt&gt;de] ${portuguese}`);
    expect(learned()).toBe(before);
    expect(await translations().languageOfVisitor(conversation)).toBe('pt');
    await Promise.all([ben.close(), olu.close()]);
  });
});

describe('what Ben answers', () => {
  it('reaches Ana as it is, and a moment later in her language', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const socket = await ana.socket();
    await socket.ask('conversation.resume', {});
    const ben = await stage.looking(conversation);
    const { id } = await stage.shop.answer(conversation, answered);
    const posted = await socket.next<{ body: string; translation?: object }>(({ data }) => (data as { id?: string }).id === id);
    expect(posted.data).toMatchObject({ body: answered });
    expect(posted.data.translation).toBeUndefined();
    const { data } = await socket.next('message.translated');
    const translation = { language: 'pt', from: 'de', body: `[de>pt] ${answered}` };
    expect(data).toEqual({ id, conversation, seq: 2, translation });
    expect((await ana.resume(1)).messages).toMatchObject([{ id, body: answered, translation }]);
    expect((await ana.earlier(3)).messages[1]).toMatchObject({ translation });
    // Ben sees what she reads, beneath what he wrote.
    expect(await nextStream(ben, `message-${id}`, 'The visitor reads this in Portuguese')).toContain(`[de&gt;pt] ${answered}`);
    await Promise.all([socket.close(), ben.close()]);
  });

  it('comes over the long poll as well', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const end = Date.now() + 15_000;
    await stage.shop.answer(conversation, answered);
    const got: string[] = [];
    for (let after = 1, state: string | undefined; !got.includes(`[de>pt] ${answered}`);) {
      const { events, state: now } = await ana.poll({ after, state, wait: 25 });
      for (const { data } of events) got.push(String((data as unknown as { translation?: { body: string } }).translation?.body));
      [after, state] = [now.lastSeq, now.version];
      if (Date.now() > end) throw new Error(`Only this came: ${got.join(', ')}`);
    }
    expect((await ana.resume(1)).messages[0]).toMatchObject({ translation: { body: `[de>pt] ${answered}` } });
    await ben.close();
  });

  it('as a note stays a note: nobody translates it, and Ana gets nothing', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const note = await stage.shop.answer(conversation, 'Diese Kundin wartet schon lange', { kind: 'note' });
    const { id } = await stage.shop.answer(conversation, answered);
    await until('translated', () => stage.isTranslated(conversation, id));
    expect((await stage.stored(conversation)).some((row) => row.message_id === note.id)).toBe(false);
    expect(JSON.stringify((await ana.resume()).messages)).not.toContain('wartet');
    await ben.close();
  });

  it('is at hand for a mail: translated if it has come, otherwise as it was written', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    const { id } = await stage.shop.answer(conversation, answered);
    const message = { conversationId: conversation, id, body: answered };
    await until('translations', async () => (await translations().textFor(message, 'pt')) === `[de>pt] ${answered}`);
    expect(await translations().textFor(message, 'fr')).toBe(answered);
    expect(await translations().languageOfVisitor(conversation)).toBe('pt');
    await ben.close();
  });
});
