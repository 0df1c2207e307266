import type { Card, CardProvider } from '../card';
import { describeMoods, failureOf, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

/**
 * Every provider of cards passes this.
 *
 * ```ts
 * cardProviderContract(() => factory(context).cardProvider, { fields: { 'visitor.email': 'ana@example.com' }, vendor });
 * ```
 *
 * @param about a value for each of the manifest's fields, of somebody for whom there is a card
 */
export function cardProviderContract(
  make: Make<CardProvider>,
  { fields, vendor }: { fields: Record<string, unknown>; vendor?: Moods },
): void {
  const conversationId = 'c-1';

  describe('the contract of a provider of cards', () => {
    wellAgain(vendor);

    it('shows a card that the host can draw', async () => {
      expectCard(await (await make()).card({ conversationId, fields }, newCall()));
    });

    it('shows none, or another, for somebody whose choices keep every field back', async () => {
      const card = await (await make()).card({ conversationId, fields: {} }, newCall());
      if (card) expectCard(card);
    });

    it('takes any script', async () => {
      const texts = Object.fromEntries(Object.keys(fields).map((field) => [field, manyTongues]));
      const card = await (await make()).card({ conversationId, fields: texts }, newCall());
      if (card) expectCard(card);
    });

    it('says what each of its buttons did', async () => {
      const provider = await make();
      const card = await provider.card({ conversationId, fields }, newCall());
      for (const { id } of card?.buttons ?? []) {
        const { message } = await provider.press({ conversationId, buttonId: id, fields }, newCall());
        expect(message.trim()).not.toBe('');
      }
    });

    it('refuses a button that it never had', async () => {
      const pressed = (await make()).press({ conversationId, buttonId: 'no-such-button', fields }, newCall());
      expect((await failureOf(pressed)).retry).toBe(false);
    });

    describeMoods(make, vendor, (provider, call) => provider.card({ conversationId, fields }, call));
  });
}

function expectCard(card: Card | undefined): void {
  expect(card).toMatchObject({ title: expect.stringMatching(/\S/), rows: expect.any(Array) });
  for (const { label, value, url } of card!.rows) {
    expect(typeof label).toBe('string');
    expect(typeof value).toBe('string');
    if (url !== undefined) expect(new URL(url).protocol).toBe('https:');
  }
  const buttons = card!.buttons ?? [];
  expect(buttons.length).toBeLessThanOrEqual(3);
  expect(new Set(buttons.map(({ id }) => id)).size).toBe(buttons.length);
  for (const { label } of buttons) expect(label.trim()).not.toBe('');
}
