import { paymentProviderContract } from '../../src/plugin-api/contracts/payment-provider';
import { failureOf } from '../../src/plugin-api/contracts/contract';
import factory from './index';
import { creditorReference, isIban } from './reference';

const account = { holder: 'Alder Teas Ltd', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' };
const providerWith = (settings: Parameters<typeof factory>[0]['settings']) =>
  factory({ settings, log: () => undefined, stopping: new AbortController().signal }).paymentProvider;
const order = {
  orderId: '539007547034',
  amount: 2900,
  currency: 'EUR',
  description: 'Five seats',
  returnUrl: 'https://chat.example.com',
};
const instructionsOf = async (more: Partial<typeof order> = {}) =>
  (await providerWith(account).checkout({ ...order, ...more })).instructions;

paymentProviderContract(() => providerWith(account));

it('tells everything that a transfer needs', async () => {
  const instructions = await instructionsOf();
  for (const part of [
    'EUR 29.00',
    'within 14 days',
    'Alder Teas Ltd',
    'DE89 3704 0044 0532 0130 00',
    'COBADEFFXXX',
    'RF18 5390 0754 7034',
  ])
    expect(instructions).toContain(part);
});

it.each([
  [500, 'JPY', 'JPY 500'],
  [1234, 'KWD', 'KWD 1.234'],
  [123456789, 'EUR', 'EUR 1,234,567.89'],
])('writes %d of %s as %s', async (amount, currency, written) =>
  expect(await instructionsOf({ amount, currency })).toContain(`transfer ${written} within`),
);

it('says of a refund what to do, and that it is not done', async () => {
  const failure = await failureOf(providerWith(account).refund({ orderId: '539007547034', amount: 2900, currency: 'EUR' }));
  expect(failure.message).toMatch(/^Not done yet: transfer EUR 29\.00 .*RF18 5390 0754 7034/);
  expect(failure.retry).toBe(false);
});

it('finds a slip in the IBAN, and an account that is missing', async () => {
  await expect(providerWith(account).check()).resolves.toBeUndefined();
  await expect(providerWith({ holder: 'Alder', details: 'Routing number 021000021' }).check()).resolves.toBeUndefined();
  for (const wrong of [{ iban: 'DE89 3704 0044 0532 0130 01' }, { iban: '' }, { bic: 'COBA' }])
    expect((await failureOf(providerWith({ ...account, ...wrong }).check())).retry).toBe(false);
});

describe('creditorReference', () => {
  it('is the one of the standard', () => expect(creditorReference('539007547034')).toBe('RF18539007547034'));

  it.each(['a', 'order-1042', 'zażółć', 'x'.repeat(500), '0198c0de-0000-7000-8000-000000000001'])(
    'fits any order: %s',
    (orderId) => {
      const reference = creditorReference(orderId);
      expect(reference).toMatch(/^RF\d\d[A-Z0-9]{1,21}$/);
      expect(creditorReference(orderId)).toBe(reference);
      const digits = [...(reference.slice(4) + reference.slice(0, 4))].map((sign) => parseInt(sign, 36)).join('');
      expect(BigInt(digits) % 97n).toBe(1n);
    },
  );
});

it.each(['GB82 WEST 1234 5698 7654 32', 'NO93 8601 1117 947'])('knows an IBAN: %s', (iban) => expect(isIban(iban)).toBe(true));
it.each(['', 'GB82', 'GB82 WEST 1234 5698 7654 23', '<script>'])('knows what is none: %j', (iban) =>
  expect(isIban(iban)).toBe(false),
);
