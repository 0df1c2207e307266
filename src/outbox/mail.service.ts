import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { ViewsService } from '../common/views/views.service';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { mostAttempts } from './back-off';
import { linkPlace, Mail, type AccountMailKind, type MailState } from './mail.entity';
import { OutboxService } from './outbox.service';

export interface NewMail {
  workspaceId: string;
  to: string;
  subject: string;
  /** A text of `views/emails`, and what stands in it. With `template.html` beside it, the mail has both. */
  template: `emails/${string}`;
  model: object;
  /** What stands in the text and proves an address. It leaves the house, and is shown to nobody in it. */
  secret?: string;
  /** Whom it is for: their choices are asked when it leaves the house. Somebody without a row is stood for by what we write about. */
  about: { kind: 'visitor' | 'account'; id: string };
  conversation?: { id: string; throughSeq: number };
  files?: string[];
  thread?: string[];
  /** For people with a login: which sort of mail it is. */
  accountKind?: AccountMailKind;
  /** Stands in the text as `{{link}}`, and is kept apart from it until the mail has left. */
  link?: string;
}

/** What became of a delivery. A failure with `retry` is tried again later, by the outbox's own rules. */
export type Delivery =
  | { state: 'kept' }
  | { state: 'sent' }
  /** `doubtful`: it may have left nevertheless. */
  | { state: 'failed'; trouble: string; retry: boolean; doubtful?: boolean };
/** Hands a mail to whoever sends it. It can be asked twice for one mail, after a crash: the mail's id says so. */
export type Carrier = (mail: Mail) => Promise<Delivery>;
/** Tells whoever waits for it that nobody knows whether a mail left, and that it is not sent again. */
export type OnUnanswered = (mail: Mail) => Promise<void>;

/**
 * A mail is handed over again if nobody said what became of it, and no more often than this: whoever gets it twice sees one mail in most
 * mail programs, because both have the same `Message-ID`.
 */
export const mostUnanswered = 2;

/** Stands in the place of a secret. */
export const dots = '••••••';

/** Mails: written with the change that they tell of, and kept for an admin to read where no mail provider takes them. */
@Injectable()
export class MailService implements OnModuleInit {
  private carrier: Carrier = () => Promise.resolve({ state: 'kept' });
  private onUnanswered: OnUnanswered = () => Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly views: ViewsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle('mail.deliver', ({ mailId }, { attempts }) => this.deliver(mailId, attempts));
  }

  /** Set once, by the room that knows the providers. */
  deliverWith(carrier: Carrier, onUnanswered: OnUnanswered): void {
    this.carrier = carrier;
    this.onUnanswered = onUnanswered;
  }

  /** The job carries the mail's id only: addresses and texts stand in one place. */
  async send(tx: Transaction, mail: NewMail): Promise<string> {
    const {
      workspaceId,
      to,
      template,
      about,
      conversation,
      files = [],
      thread = [],
      secret,
      accountKind = null,
      link = null,
    } = mail;
    const model = link ? { ...mail.model, link: linkPlace } : mail.model;
    // A name that somebody chose may stand in it: it ends where the line ends.
    const subject = mail.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
    const id = newId(this.clock.millis());
    const html = this.views.html(template, model);
    await tx.manager.insert(Mail, {
      id,
      workspaceId,
      recipient: to,
      subject,
      body: hidden(this.views.text(template, model), secret),
      html: html === undefined ? null : hidden(html, secret),
      secret: secret ?? null,
      at: this.clock.now(),
      state: 'waiting',
      trouble: null,
      unanswered: 0,
      messageId: id,
      subjectKind: about.kind,
      subjectId: about.id,
      conversationId: conversation?.id ?? null,
      throughSeq: conversation?.throughSeq ?? null,
      files,
      thread,
      accountKind,
      link,
    });
    await this.outbox.add(tx, { kind: 'mail.deliver', payload: { mailId: id }, workspaceId });
    return id;
  }

  /** @param all with those to people with a login, who may be nobody of this workspace */
  list(workspaceId: string, limit: number, all = true): Promise<Mail[]> {
    const where = { workspaceId, ...(!all && { accountKind: IsNull() }) };
    return this.database.read.find(Mail, { where, order: { id: 'DESC' }, take: limit });
  }

  /** @throws ChatError `request.not_found` */
  async get(workspaceId: string, id: string): Promise<Mail> {
    const mail = await this.database.read.findOneBy(Mail, { id, workspaceId });
    if (!mail) throw new ChatError('request.not_found');
    return mail;
  }

  /** The mail that an answer or a bounce refers to by one of these left parts of a `Message-ID`, the newest first. */
  async byMessageIds(workspaceId: string, ids: readonly string[]): Promise<Mail | undefined> {
    for (const messageId of ids) {
      const mail = await this.database.read.findOneBy(Mail, { workspaceId, messageId });
      if (mail) return mail;
    }
    return undefined;
  }

  /** What was written about a conversation, the newest first. */
  ofConversation(conversationId: string, limit: number): Promise<Mail[]> {
    return this.database.read.find(Mail, { where: { conversationId }, order: { id: 'DESC' }, take: limit });
  }

  /** A mail that was sent came back. @returns whether that is news */
  async bounced(tx: Transaction, id: string): Promise<boolean> {
    const sql = "UPDATE mail SET state = 'failed', trouble = 'bounced' WHERE id = ? AND state <> 'failed' RETURNING id";
    return (await tx.run(sql, [id])).length > 0;
  }

  /** A mail that is gone needs no delivery, and one that left already is not sent twice. */
  private async deliver(mailId: string, attempts: number): Promise<void> {
    const mail = await this.database.read.findOneBy(Mail, { id: mailId });
    if (!mail || mail.state !== 'waiting') return;
    if (mail.unanswered >= mostUnanswered) return this.giveUp(mail);
    // On disk before anything leaves: if the process dies now, the next one knows that it may have left.
    await this.note(mailId, 'waiting', mail.trouble, mail.unanswered + 1);
    const delivery = await this.carrier(revealed(mail));
    if (delivery.state !== 'failed') return this.note(mailId, delivery.state, null, 0);
    const { trouble, retry, doubtful } = delivery;
    const unanswered = mail.unanswered + (doubtful ? 1 : 0);
    if (unanswered >= mostUnanswered) return this.giveUp(mail);
    const again = retry && attempts < mostAttempts;
    await this.note(mailId, again ? 'waiting' : 'failed', trouble, unanswered);
    if (again) throw Object.assign(new Error('The mail could not be handed over.'), { code: trouble });
  }

  private async giveUp(mail: Mail): Promise<void> {
    await this.note(mail.id, 'failed', 'unanswered', mail.unanswered);
    await this.onUnanswered(mail);
  }

  private async note(id: string, state: MailState, trouble: string | null, unanswered: number): Promise<void> {
    const forget = (state === 'sent' || state === 'failed' ? ', secret = NULL' : '') + (state === 'sent' ? ', link = NULL' : '');
    const sql = `UPDATE mail SET state = ?, trouble = ?, unanswered = ?${forget} WHERE id = ?`;
    await this.database.transaction((tx) => tx.run(sql, [state, trouble, unanswered, id]));
  }
}

const hidden = (text: string, secret: string | undefined): string => (secret ? text.replaceAll(secret, dots) : text);
const shown = (text: string, secret: string): string => text.replaceAll(dots, () => secret);
const revealed = (mail: Mail): Mail =>
  mail.secret ? { ...mail, body: shown(mail.body, mail.secret), html: mail.html && shown(mail.html, mail.secret) } : mail;
/** The text as the person gets it. A link that has left already is not known any more. */
export const textOf = ({ body, link }: Pick<Mail, 'body' | 'link'>): string =>
  link ? body.replace(linkPlace, () => link) : body;
