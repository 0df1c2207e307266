import { ImapFlow, type MessageStructureObject } from 'imapflow';
import type { IncomingMail } from '../../src/plugin-api';
import { Bell } from './bell';
import { mailFrom } from './mail';

export interface Settings extends Record<string, unknown> {
  host: string;
  port?: number;
  security?: 'tls' | 'starttls' | 'none';
  user: string;
  password?: string;
  folder?: string;
  doneFolder?: string;
  maxMegabytes?: number;
  certificate?: string;
}

const megabyte = 1024 * 1024;
/** Bytes of all mails of one answer; more come with the next. */
const mostAtOnce = 24 * megabyte;
/** Of a mail that is too large only so much is read: its text stands at the beginning. */
const beginning = 256 * 1024;
const keyFormat = /^(\d+)\.(\d+)$/;

/** A connection to one folder. */
export class Mailbox {
  private client?: ImapFlow;
  private opening?: Promise<ImapFlow>;

  constructor(
    private readonly settings: Settings,
    private readonly log: (message: string) => void,
  ) {}

  close(): void {
    this.client?.close();
  }

  async check(): Promise<void> {
    await this.within(() => Promise.resolve());
  }

  /**
   * Waits until the server says that something has come (RFC 2177), then brings it; nothing after `millis`, or at once from a server
   * that does not tell. Other work on the connection goes on meanwhile.
   */
  async next(limit: number, millis: number): Promise<IncomingMail[]> {
    const until = performance.now() + millis;
    for (;;) {
      const client = await this.open();
      const bell = new Bell(client);
      try {
        // Listening comes first: what arrives between this look and the wait rings as well.
        const mails = await this.unseen(limit);
        const left = until - performance.now();
        if (mails.length || left <= 0 || !(await bell.rings(left))) return mails;
      } finally {
        bell.remove();
      }
    }
  }

  /** Unread mails, the oldest first. One that cannot be read is flagged and marked as read, and keeps none of the others waiting. */
  unseen(limit: number): Promise<IncomingMail[]> {
    return this.within(async (client, validity) => {
      const found = (await client.search({ seen: false }, { uid: true })) || [];
      const uids = found.sort((a, b) => a - b).slice(0, limit);
      if (!uids.length) return [];
      const sizes = new Map<number, { size: number; structure?: MessageStructureObject }>();
      for await (const { uid, size = 0, bodyStructure } of client.fetch(uids, { size: true, bodyStructure: true }, { uid: true }))
        sizes.set(uid, { size, structure: bodyStructure });
      const mails: IncomingMail[] = [];
      let bytes = 0;
      for (const uid of uids) {
        const { size, structure } = sizes.get(uid) ?? { size: 0 };
        const isLarge = size > (this.settings.maxMegabytes ?? 12) * megabyte;
        bytes += isLarge ? beginning : size;
        if (mails.length && bytes > mostAtOnce) break;
        const mail = await this.read(client, uid, `${validity}.${uid}`, isLarge ? structure : undefined);
        if (mail) mails.push(mail);
      }
      return mails;
    });
  }

  /** Keys of another life of the folder (its UIDVALIDITY changed) mean nothing any more. */
  settle(keys: string[]): Promise<void> {
    return this.within(async (client, validity) => {
      const uids = keys.flatMap((key) => {
        const [, life, uid] = keyFormat.exec(key) ?? [];
        return life === String(validity) ? [Number(uid)] : [];
      });
      if (!uids.length) return;
      await client.messageFlagsAdd(uids, ['\\Seen'], { uid: true });
      const { doneFolder } = this.settings;
      if (doneFolder) await client.messageMove(uids, doneFolder, { uid: true });
    });
  }

  private async read(
    client: ImapFlow,
    uid: number,
    key: string,
    large?: MessageStructureObject,
  ): Promise<IncomingMail | undefined> {
    const source = large ? { start: 0, maxLength: beginning } : true;
    const message = await client.fetchOne(String(uid), { source, internalDate: true }, { uid: true });
    if (!message || !message.source) return undefined;
    try {
      return await mailFrom(key, message.source, new Date(message.internalDate ?? Date.now()), large && fileNames(large));
    } catch {
      this.log('A mail could not be read. It was flagged in the mailbox, and left out.');
      await client.messageFlagsAdd(String(uid), ['\\Flagged', '\\Seen'], { uid: true });
      return undefined;
    }
  }

  private async within<Answer>(work: (client: ImapFlow, validity: bigint) => Promise<Answer>): Promise<Answer> {
    const client = await this.open();
    const lock = await client.getMailboxLock(this.settings.folder || 'INBOX');
    try {
      return await work(client, client.mailbox ? client.mailbox.uidValidity : 0n);
    } finally {
      lock.release();
    }
  }

  private open(): Promise<ImapFlow> {
    if (this.client?.usable) return Promise.resolve(this.client);
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<ImapFlow> {
    const { host, port = 993, security = 'tls', user, password = '', certificate } = this.settings;
    const client = new ImapFlow({
      host,
      port,
      secure: security === 'tls',
      doSTARTTLS: security === 'starttls' ? true : security === 'none' ? false : undefined,
      auth: { user, pass: password },
      tls: { minVersion: 'TLSv1.2', ...(certificate?.trim() && { ca: certificate }) },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 90_000,
    });
    this.client = client;
    // What breaks between two calls is noticed by the next one.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

/** The files of a mail, by its own table of contents. */
function fileNames(part: MessageStructureObject): string[] {
  const name = part.dispositionParameters?.filename ?? part.parameters?.name;
  return [...(name ? [name] : []), ...(part.childNodes ?? []).flatMap(fileNames)];
}
