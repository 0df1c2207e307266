import type { Call } from './plugin';

/** What stands in a conversation's side panel. The host draws it: there is no HTML in it. */
export interface Card {
  title: string;
  /** At most 50. A `url` is https, without a name or password in it; its host is shown. */
  rows: { label: string; value: string; url?: string }[];
  /** At most three, each with an `id` of its own (letters, digits, `_.:-`). What is pressed comes back as `press`. */
  buttons?: { id: string; label: string }[];
}

/**
 * Shows facts beside a conversation.
 *
 * ```ts
 * cardProvider: {
 *   card: async ({ fields }) => ({ title: 'Orders', rows: (await shop.orders(fields['visitor.email'])).map(asRow) }),
 *   press: async ({ buttonId }) => ({ message: await shop.do(buttonId) }),
 * }
 * ```
 */
export interface CardProvider {
  /** Nothing: no card. */
  card(about: { conversationId: string; fields: Record<string, unknown> }, call: Call): Promise<Card | undefined>;
  press(
    what: { conversationId: string; buttonId: string; fields: Record<string, unknown> },
    call: Call,
  ): Promise<{ message: string }>;
}
