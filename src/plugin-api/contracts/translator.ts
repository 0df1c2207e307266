import type { Translator } from '../translator';
import { describeMoods, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

/**
 * Every translator passes this.
 *
 * ```ts
 * translatorContract(() => factory(context).translator, fakeVendor);
 * ```
 *
 * The vendor's fake may translate as it likes (turn words round, say), as long as it knows German (`de`).
 */
export function translatorContract(make: Make<Translator>, vendor?: Moods): void {
  describe('the contract of a translator', () => {
    wellAgain(vendor);

    it.each([
      ['one text', ['Where is my order?']],
      ['several, one of them twice', ['Hello', 'Where is my order?', 'Hello']],
      ['any script', [manyTongues]],
      ['what looks like markup', ['<b>1 < 2 & 3</b>', '{"q": "x"}', '&amp;']],
      ['lines', ['First line\nSecond line\n\nThird line']],
      ['fifty texts', Array.from({ length: 50 }, (_, number) => `Text ${number}`)],
      ['20,000 signs', ['Where is my order? '.repeat(1_053)]],
    ])('answers as many texts as it got: %s', async (_what, texts) => {
      const answer = await (await make()).translate({ texts, to: 'de' }, newCall());
      expect(answer.texts).toHaveLength(texts.length);
      for (const text of answer.texts) expect(typeof text).toBe('string');
      for (const text of answer.texts) expect(text).not.toBe('');
    });

    it('keeps the order', async () => {
      const translator = await make();
      const texts = ['Hello', 'Where is my order?', 'Thank you'];
      const together = await translator.translate({ texts, from: 'en', to: 'de' }, newCall());
      const alone = [];
      for (const text of texts)
        alone.push((await translator.translate({ texts: [text], from: 'en', to: 'de' }, newCall())).texts[0]);
      expect(together.texts).toEqual(alone);
    });

    it('leaves nothing and blanks as they are', async () => {
      const translator = await make();
      expect((await translator.translate({ texts: [], to: 'de' }, newCall())).texts).toEqual([]);
      const { texts } = await translator.translate({ texts: ['', '  '], to: 'de' }, newCall());
      expect(texts.map((text) => text.trim())).toEqual(['', '']);
    });

    it('takes a glossary', async () => {
      const glossary = [{ from: 'Alder Cloud', to: 'Alder Cloud' }];
      const { texts } = await (
        await make()
      ).translate({ texts: ['Is Alder Cloud down?'], from: 'en', to: 'de', glossary }, newCall());
      expect(texts).toHaveLength(1);
      expect(texts[0]).toContain('Alder Cloud');
    });

    it('names languages by BCP 47, German among them', async () => {
      const languages = await (await make()).languages(newCall());
      for (const { code } of languages) expect(() => new Intl.Locale(code)).not.toThrow();
      expect(languages.map(({ code }) => new Intl.Locale(code).language)).toContain('de');
    });

    describeMoods(make, vendor, (translator, call) => translator.translate({ texts: ['Hello'], from: 'en', to: 'de' }, call));
  });
}
