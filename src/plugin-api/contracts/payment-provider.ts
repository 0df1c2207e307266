import type { Checkout, PaymentProvider } from '../payment-provider';
import { describeMoods, failureOf, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

const order = (more: Partial<Checkout> = {}): Checkout => ({
  orderId: 'order-1042',
  amount: 2900,
  currency: 'EUR',
  description: 'Five seats, November',
  returnUrl: 'https://chat.example.com/settings/billing',
  ...more,
});

/** What the vendor's fake does for this suite besides its moods. */
export interface PaymentVendor extends Moods {
  /** A notice as the vendor would send it about a paid order, signed rightly. */
  notice?(orderId: string): { headers: Record<string, string>; body: Uint8Array };
}

/**
 * Every payment provider passes this.
 *
 * ```ts
 * paymentProviderContract(() => factory(context).paymentProvider, fakeVendor);
 * ```
 */
export function paymentProviderContract(make: Make<PaymentProvider>, vendor?: PaymentVendor): void {
  describe('the contract of a payment provider', () => {
    wellAgain(vendor);

    it('leads to a page over HTTPS, or says what to do', async () => {
      const answer = await (await make()).checkout(order(), newCall());
      if ('url' in answer) expect(new URL(answer.url).protocol).toMatch(/^https?:$/);
      else expect(answer.instructions.trim()).not.toBe('');
    });

    it('charges an order once: the same call again leads to the same place', async () => {
      const provider = await make();
      const call = newCall();
      expect(await provider.checkout(order(), call)).toEqual(await provider.checkout(order(), call));
    });

    it('tells orders apart', async () => {
      const provider = await make();
      const first = await provider.checkout(order(), newCall());
      expect(await provider.checkout(order({ orderId: 'order-1043' }), newCall())).not.toEqual(first);
    });

    it.each([0, -2900, 29.5, Number.NaN, Number.MAX_VALUE])('refuses the amount %p for good', async (amount) => {
      const failure = await failureOf((await make()).checkout(order({ amount }), newCall()));
      expect(failure.retry).toBe(false);
    });

    it('refuses a currency that is none for good', async () => {
      const failure = await failureOf((await make()).checkout(order({ currency: 'euros' }), newCall()));
      expect(failure.retry).toBe(false);
    });

    it('takes a description in any script', async () => {
      await expect((await make()).checkout(order({ description: manyTongues }), newCall())).resolves.toBeDefined();
    });

    it.each([
      ['without a signature', {}],
      ['with signatures that are made up', { 'stripe-signature': 't=1,v1=00', 'x-signature': '00', authorization: 'Bearer x' }],
    ])('refuses a notice %s', async (_what, headers) => {
      const body = Buffer.from(JSON.stringify({ id: 'evt_1', type: 'paid', orderId: 'order-1042' }));
      expect((await failureOf((await make()).webhook({ headers, body }, newCall()))).retry).toBe(false);
    });

    if (vendor?.notice) describeNotices(make, (orderId) => vendor.notice!(orderId));

    it('has no page for customers, or one over HTTPS', async () => {
      const who = { customerEmail: 'ana@example.com', returnUrl: order().returnUrl };
      const answer = await (await make()).portal(who, newCall());
      if (answer) expect(new URL(answer.url).protocol).toMatch(/^https?:$/);
    });

    describeMoods(make, vendor, (provider, call) => provider.checkout(order(), call));
  });
}

function describeNotices(make: Make<PaymentProvider>, notice: NonNullable<PaymentVendor['notice']>): void {
  it('reads a notice, the same each time it comes', async () => {
    const provider = await make();
    const changes = await provider.webhook(notice('order-1042'), newCall());
    expect(changes).toEqual([expect.objectContaining({ orderId: 'order-1042', state: 'paid', eventId: expect.any(String) })]);
    for (const { method } of changes) expect(method?.lastFour ?? '').toMatch(/^\d{0,4}$/);
  });

  it('refuses a notice that was changed on its way', async () => {
    const { headers, body } = notice('order-1042');
    const changed = Buffer.from(Buffer.from(body).toString().replace('1042', '1043'));
    expect((await failureOf((await make()).webhook({ headers, body: changed }, newCall()))).retry).toBe(false);
  });
}
