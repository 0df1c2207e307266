import type { Call } from './plugin';

export interface OutgoingMail {
  /** Address with an optional name: `{ address: 'ana@example.com', name: 'Ana' }`. */
  to: MailAddress;
  from: MailAddress;
  replyTo?: MailAddress;
  subject: string;
  text: string;
  html?: string;
  /** `<…@…>`, made by the host: answers refer to it. */
  messageId: string;
  inReplyTo?: string;
  references?: string[];
  /** Further headers, such as `List-Unsubscribe`; never with line breaks. */
  headers?: Record<string, string>;
  attachments?: MailFile[];
}
export interface MailAddress {
  address: string;
  name?: string;
}
export interface MailFile {
  name: string;
  type: string;
  content: Uint8Array;
}

/**
 * Hands mail to a provider.
 *
 * ```ts
 * emailSender: {
 *   async send(mail, { id }) {
 *     const answer = await vendor.send({ to: mail.to.address, subject: mail.subject, text: mail.text, idempotencyKey: id });
 *     return { providerId: answer.id };
 *   },
 *   async check() { await vendor.signIn(); },
 * }
 * ```
 */
export interface EmailSender {
  /** @throws PluginError with `retry: false` if the address or the mail is refused for good */
  send(mail: OutgoingMail, call: Call): Promise<{ providerId: string }>;
  /** For "Test it": signs in, sends nothing. Throws with the reason if that fails. */
  check(call: Call): Promise<void>;
}
