import type { MailAddress, MailFile } from './email-sender';
import type { Call } from './plugin';

export interface IncomingMail {
  /** Of the mailbox, for `settled`: unique and stable. */
  key: string;
  messageId: string;
  inReplyTo?: string;
  references: string[];
  from: MailAddress;
  to: MailAddress[];
  subject: string;
  text: string;
  html?: string;
  /** In lower case; where several stand, the first. */
  headers: Record<string, string>;
  attachments: MailFile[];
  /** Names of files that were too large to bring along. */
  leftOut?: string[];
  at: Date;
}

/**
 * Fetches mail from a mailbox. The host asks again and again, keeps what it gets, and then says so: a mail that was not settled comes
 * again, so that none is lost between the two.
 *
 * If there is nothing, an answer may take up to `waitSeconds`, so that a mail that comes meanwhile is brought at once (IMAP IDLE, a long
 * poll). Whoever cannot wait answers at once, and is asked again after twenty seconds. Other calls may come during the wait.
 *
 * ```ts
 * emailReceiver: {
 *   fetch: ({ limit, waitSeconds = 0 }, { signal }) => mailbox.unseen(limit) ?? mailbox.next(limit, waitSeconds, signal),
 *   settle: ({ keys }) => mailbox.markSeen(keys),
 *   check: () => mailbox.signIn(),
 * }
 * ```
 */
export interface EmailReceiver {
  fetch(query: { limit: number; waitSeconds?: number }, call: Call): Promise<IncomingMail[]>;
  settle(what: { keys: string[] }, call: Call): Promise<void>;
  check(call: Call): Promise<void>;
}
