import { randomUUID } from 'node:crypto';
import { nextStream } from '../../kit/agent-socket';
import { count } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { switchOn, TranslatingShop } from '../../kit/translation';

const asked = 'Olá, onde está a minha encomenda?';
const answered = 'Ihre Bestellung ist gestern angekommen.';
const stage = TranslatingShop.open();

describe('the switches', () => {
  it('are off to begin with: an enabled translator alone hears of nothing', async () => {
    await switchOn(stage.shop, '', false);
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    await ana.say('A minha encomenda não chegou ainda');
    await nextStream(ben, 'chegou ainda');
    await stage.shop.answer(conversation, answered);
    expect(await stage.handOvers()).toBe(0);
    expect(await stage.stored(conversation)).toEqual([]);
    expect(await stage.page(conversation)).not.toContain('Your replies are translated');
    await ben.close();
  });

  it('of a conversation: Ben sees what Ana reads, and can stop it for both sides', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const ben = await stage.looking(conversation);
    expect(await stage.page(conversation)).toContain('reads Portuguese. Your replies are translated.');
    await nextStream(ben, `[pt&gt;de] ${asked}`);
    await stage.shop.does(conversation, 'translation', { on: 'false' });
    await nextStream(ben, 'Nothing is translated here.');
    const before = await stage.handOvers();
    await ana.say('A minha encomenda não chegou ainda');
    const { id } = await stage.shop.answer(conversation, answered);
    await nextStream(ben, 'action="append"', id);
    expect(await stage.page(conversation)).not.toContain('pt&gt;de');
    expect(await stage.handOvers()).toBe(before);
    // On again: what was said meanwhile is made up for.
    await stage.shop.does(conversation, 'translation', { on: 'true' });
    await nextStream(ben, '[pt&gt;de] A minha encomenda não chegou ainda');
    await ben.close();
  });

  it('are for those who may: viewers, agents and strangers change nothing', async () => {
    const ana = await stage.shop.visitor();
    const { conversation } = await ana.say(asked);
    const vera = await stage.shop.browser('Vera');
    const ben = await stage.shop.browser('Ben');
    expect((await vera.post(`/inbox/conversations/${conversation}/translation`, { on: 'false' })).status).toBe(403);
    expect((await ben.post('/settings/translation', { language: 'fr' })).status).toBe(403);
    expect((await ben.post(`/settings/translation/${stage.shop.website.id}`, { glossary: '' })).status).toBe(403);
    const stranger = await (await Shop.open(stage.server, `Birch${randomUUID().slice(0, 8)}`)).browser('Olu');
    expect((await stranger.get(`/settings/translation/${stage.shop.website.id}`)).status).toBe(404);
    expect((await stranger.post(`/settings/translation/${stage.shop.website.id}`, { glossary: '' })).status).toBe(404);
    expect((await stranger.post(`/inbox/conversations/${conversation}/translation`, { on: 'false' })).status).toBe(404);
    expect(await count(stage.server, 'conversation_translation', 'conversation_id = ? AND off', [conversation])).toBe(0);
  });
});

describe('the settings', () => {
  it('say which line of the words is wrong, keep what was typed, and change nothing', async () => {
    const olu = await stage.shop.browser('Olu');
    const wrong = 'en > de\ninvoice';
    const { status, text } = await olu.post(`/settings/translation/${stage.shop.website.id}`, {
      translates: 'true',
      glossary: wrong,
    });
    expect(status).toBe(422);
    expect(text).toContain('Line 2 needs one word');
    expect(text).toContain('invoice</textarea>');
    expect((await olu.get(`/settings/translation/${stage.shop.website.id}`)).text).not.toContain('invoice</textarea>');
  });

  it('name the translator and the languages; one that we do not have is refused', async () => {
    const olu = await stage.shop.browser('Olu');
    expect((await olu.get('/settings/translation')).text).toContain('Translated by Test.');
    expect((await olu.post('/settings/translation', { language: 'tlh' })).status).toBe(422);
    expect((await olu.post('/you/reading', { language: 'tlh' })).status).toBe(422);
    expect((await olu.post('/you/reading', { language: '' })).status).toBe(303);
    expect((await (await stage.shop.browser('Vera')).get('/you/reading')).text).toContain('As the team: English');
  });
});
