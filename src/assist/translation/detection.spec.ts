import { decide, detect, isWords } from './detection';

describe('which language a text is in', () => {
  it.each([
    ['Olá, onde está a minha encomenda?', 'pt'],
    ['Wo ist meine Bestellung?', 'de'],
    ['Where is my order 12345?', 'en'],
    ['مرحبا أين طلبي', 'ar'],
    ['お元気ですか', 'ja'],
    ['Bonjour, je cherche ma commande', 'fr'],
    ['¿Dónde está mi pedido? https://shop.example/order/12', 'es'],
  ])('%s is %s, and that is remembered', async (text, language) => {
    expect(await detect(text)).toEqual({ language, certain: true });
  });

  it.each([['Hello'], ['ok'], ['Ja'], ['Danke'], ['Tot morgen']])('%s says too little: it is what was known', async (text) => {
    expect(await detect(text, 'sv')).toEqual({ language: 'sv', certain: false });
    expect(await detect(text)).toEqual({ language: undefined, certain: false });
  });

  it('stays with what the author wrote before while that is nearly as likely', () => {
    const candidates = [
      { lang: 'ru', accuracy: 0.23 },
      { lang: 'uk', accuracy: 0.2 },
    ];
    expect(decide(candidates, 'Привет, где мой заказ?', 'uk')).toEqual({ language: 'uk', certain: true });
    expect(decide(candidates, 'Привет, где мой заказ?')).toEqual({ language: 'ru', certain: true });
  });

  it('does not change its mind about somebody for two words', () => {
    expect(decide([{ lang: 'en', accuracy: 1 }], 'Hi there', 'de')).toEqual({ language: 'en', certain: false });
  });

  it('keeps the region that the browser named', async () => {
    expect(await detect('Olá, onde está a minha encomenda?', 'pt-BR')).toEqual({ language: 'pt-BR', certain: true });
  });

  it.each(['12345', '👍👍', 'https://shop.example/a', 'ana@shop.example', ' '])('%s needs no translation', (text) => {
    expect(isWords(text)).toBe(false);
  });
});
