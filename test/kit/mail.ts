import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeMailServer, type Arrived } from '../../plugins/email-smtp/mail-server.fake';
import { MailboxPoller } from '../../src/notifications/incoming/mailbox-poller';
import { MailSettings } from '../../src/notifications/settings/mail-settings.service';
import { OutboxService } from '../../src/outbox/outbox.service';
import { startApp, type RunningApp } from './app';
import { enablePlugin, writePlugin } from './plugins';
import { rowsOf } from './rows';
import { moveClock, Shop } from './shop';
import { until } from './until';
import type { VisitorClient } from './visitor-client';

const minute = 60_000;

/** What a mailbox holds in a test; text by default, from Ana. */
export interface TestMail {
  key?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string[];
  from?: string;
  to?: string;
  subject?: string;
  text?: string;
  headers?: Record<string, string>;
  /** name → size in bytes, or text */
  files?: Record<string, number | string>;
}

/** A mailbox behind a door of this machine, and the plugin that asks there. */
class FakeMailbox {
  readonly waiting: TestMail[] = [];
  /** How often mails were fetched and settled. */
  fetched = 0;
  settled = 0;
  /** The next settling fails, as if the process had died before it. */
  breaks = false;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      if (request.url === '/unseen') {
        this.fetched++;
        return response.end(JSON.stringify(this.waiting.slice(0, 10)));
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk));
      request.on('end', () => {
        if (this.breaks) {
          this.breaks = false;
          response.statusCode = 500;
          return response.end();
        }
        const keys = JSON.parse(body) as string[];
        this.settled += keys.length;
        for (const key of keys) {
          const index = this.waiting.findIndex((mail) => mail.key === key);
          if (index >= 0) this.waiting.splice(index, 1);
        }
        return response.end();
      });
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(...mails: TestMail[]): void {
    for (const mail of mails) this.waiting.push({ key: randomUUID(), messageId: `<${randomUUID()}@example.com>`, ...mail });
  }
}

const receiver = `
const address = (text) => ({ address: text.replace(/.*<|>.*/g, ''), ...(text.includes('<') && { name: text.split('<')[0].trim() }) });
const content = (value) => typeof value === 'number' ? new Uint8Array(value).fill(65) : new TextEncoder().encode(value);
module.exports = ({ settings }) => ({ emailReceiver: {
  async fetch() {
    const mails = await (await fetch(settings.url + '/unseen')).json();
    return mails.map(({ key, messageId, inReplyTo, references = [], from = 'Ana <ana@example.com>', to = '', subject = 'Hello', text = 'Hello', headers = {}, files = {} }) => ({
      key, messageId, ...(inReplyTo && { inReplyTo }), references, from: address(from), to: to ? [address(to)] : [], subject, text, headers,
      attachments: Object.entries(files).map(([name, value]) => ({ name, type: 'application/octet-stream', content: content(value) })), at: new Date(),
    }));
  },
  async settle({ keys }) {
    const answer = await fetch(settings.url + '/settle', { method: 'POST', body: JSON.stringify(keys) });
    if (!answer.ok) throw new Error('no');
  },
  async check() {},
} });
`;

/** For the tests of a file: a server with a real mail server and a mailbox, and for each test a shop that uses both. */
export class MailingShop {
  server!: RunningApp;
  shop!: Shop;
  smtp!: FakeMailServer;
  mailbox!: FakeMailbox;

  static open(): MailingShop {
    const own = new MailingShop();
    const folder = mkdtempSync(join(tmpdir(), 'parlour-plugins-'));
    beforeAll(async () => {
      execFileSync(process.execPath, ['scripts/build-plugins.mjs', folder, 'email-smtp'], { cwd: join(__dirname, '../..') });
      writePlugin(
        folder,
        {
          id: 'email-box',
          provides: ['emailReceiver'],
          network: ['{url}'],
          settings: { type: 'object', properties: { url: { type: 'string', title: 'Address', format: 'uri' } } },
        },
        receiver,
      );
      own.server = await startApp({ env: { PLUGINS_DIR: folder, PLUGIN_PRIVATE_NETWORK: '127.0.0.1' } });
      // Mailboxes are asked when a test says so, and not by the clock.
      own.server.app.get(MailboxPoller, { strict: false }).looksByItself = false;
    });
    afterAll(async () => {
      await own.server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      own.smtp = await FakeMailServer.start({ hideSTARTTLS: true, authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
      own.mailbox = new FakeMailbox();
      await own.mailbox.open();
      own.shop = await own.furnish('Alder');
    });
    afterEach(async () => {
      await own.smtp.stop();
      await own.mailbox.close();
    });
    return own;
  }

  /** A shop of its own whose mail goes through the same two servers. */
  async furnish(name: string): Promise<Shop> {
    const shop = await Shop.open(this.server, `${name}${randomUUID().slice(0, 8)}`);
    await enablePlugin(this.server, shop.workspaceId, 'email-smtp', {
      host: '127.0.0.1',
      port: this.smtp.port,
      security: 'none',
      fromAddress: 'support@alder.example',
      operatorName: 'Alder',
    });
    await enablePlugin(this.server, shop.workspaceId, 'email-box', { url: this.mailbox.url });
    return shop;
  }

  /** Ana writes, leaves her address, and goes. */
  async anaLeaves(shop = this.shop, email = 'ana@example.com'): Promise<{ ana: VisitorClient; conversation: string }> {
    const ana = await shop.visitor();
    const { conversation } = await ana.say('Where is my order?');
    await ana.act('visitor.update', { name: 'Buy pills at evil.example', email });
    return { ana, conversation };
  }

  /** Time passes; what is due by then is done. */
  async later(minutes: number): Promise<void> {
    moveClock(this.server, minutes * minute);
    await this.settled();
  }

  /** Nothing waits for its time that has come. */
  async settled(): Promise<void> {
    const { app } = this.server;
    app.get(OutboxService, { strict: false }).wake();
    await until('the outbox is idle', async () => {
      const jobs = await app.get(OutboxService, { strict: false }).list(this.shop.workspaceId, 100);
      return jobs.every(({ state, error }) => state === 'dead' || error !== null);
    });
  }

  async mail(count = 1): Promise<Arrived> {
    await until(`${count} mails have arrived`, () => this.smtp.arrived.length >= count);
    return this.smtp.arrived[count - 1];
  }

  /** Ana answers the mail that she got. */
  answer({ mail }: Arrived, more: TestMail = {}): TestMail {
    return {
      to: mail.replyTo?.value[0].address,
      inReplyTo: mail.messageId,
      references: [mail.messageId!],
      subject: `Re: ${mail.subject}`,
      text: 'The blue one.\n\nOn Monday, 23 November, Alder <support@alder.example> wrote:\n> Which colour?',
      ...more,
    };
  }

  async arrives(...mails: TestMail[]): Promise<void> {
    this.mailbox.put(...mails);
    await this.ask();
  }

  ask(): Promise<void> {
    return this.server.app.get(MailboxPoller, { strict: false }).askAll();
  }

  /** Mails that answer nothing open conversations of the shop's website. */
  takesNew(shop = this.shop): Promise<void> {
    const settings = this.server.app.get(MailSettings, { strict: false });
    return settings.change(shop.workspaceId, { replyAddress: '', websiteId: shop.website.id });
  }

  messages(conversation: string): Promise<{ id: string; kind: string; sender: string; body: string; files: number }[]> {
    const sql = 'SELECT id, kind, sender, body, files FROM message WHERE conversation_id = ? ORDER BY position';
    return rowsOf(this.server, sql, [conversation]);
  }

  /** What happened in a conversation by itself. */
  async occurrences(conversation: string): Promise<string[]> {
    return (await this.messages(conversation))
      .filter(({ kind, body }) => kind === 'event' && /^mail/.test(body))
      .map(({ body }) => body);
  }

  async said(conversation: string): Promise<string[]> {
    return (await this.messages(conversation)).filter(({ kind }) => kind === 'reply').map(({ body }) => body);
  }

  conversations(shop = this.shop): Promise<{ id: string }[]> {
    return rowsOf(this.server, 'SELECT id FROM conversation WHERE workspace_id = ? ORDER BY id', [shop.workspaceId]);
  }
}
