import type { Call } from './plugin';

export interface Checkout {
  /** Of the host: the same order is never charged twice. */
  orderId: string;
  /** In the currency's smallest unit. */
  amount: number;
  /** ISO 4217 */
  currency: string;
  description: string;
  customerEmail?: string;
  returnUrl: string;
}
export type PaymentState = 'open' | 'paid' | 'failed' | 'refunded';
export interface PaymentChange {
  /** Of the provider's event: a replay changes nothing. */
  eventId: string;
  orderId: string;
  state: PaymentState;
  /** Kept for the invoice; never a card number. */
  method?: { brand: string; lastFour?: string; expires?: string };
}

/**
 * Takes payments on the provider's own pages.
 *
 * ```ts
 * paymentProvider: {
 *   checkout: async (order, { id }) => ({ url: (await vendor.sessions.create(order, { idempotencyKey: id })).url }),
 *   webhook: async ({ headers, body }) => [changeOf(vendor.verify(body, headers['vendor-signature']))],
 *   refund: async ({ orderId, amount }) => void (await vendor.refund(orderId, amount)),
 *   portal: async ({ customerEmail }) => ({ url: await vendor.portal(customerEmail) }),
 * }
 * ```
 */
export interface PaymentProvider {
  /** Where the customer pays, or what they are told to do instead. */
  checkout(order: Checkout, call: Call): Promise<{ url: string } | { instructions: string }>;
  /** @throws PluginError if the signature is missing, wrong or old: nothing changes then */
  webhook(request: { headers: Record<string, string>; body: Uint8Array }, call: Call): Promise<PaymentChange[]>;
  refund(what: { orderId: string; amount: number; currency: string }, call: Call): Promise<void>;
  /** Where customers see their invoices and change their card; nothing if the provider has no such page. */
  portal(who: { customerEmail: string; returnUrl: string }, call: Call): Promise<{ url: string } | undefined>;
  check(call: Call): Promise<void>;
}
