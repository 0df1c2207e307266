import { Injectable, type OnModuleInit } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { In } from 'typeorm';
import { Attachment } from '../conversations/attachments/attachment.entity';
import { AttachmentsService } from '../conversations/attachments/attachments.service';
import { Conversation } from '../conversations/conversation.entity';
import { MessagesService } from '../conversations/messages.service';
import { Database } from '../database/database';
import { MailService, textOf, type Delivery } from '../outbox/mail.service';
import { mutableMailKinds, type Mail } from '../outbox/mail.entity';
import type { MailAddress, MailFile, OutgoingMail } from '../plugin-api';
import { HandOverRefused, PluginFailure, type EnabledPlugin } from '../plugin-host/plugin-host.types';
import { PluginsService } from '../plugin-host/plugins.service';
import { MailIdentity } from './mail-identity';
import { ReplyAddress } from './reply-address';
import { AccountStopLink } from './stopping/account-stop-link';
import { StopLink, stopWord } from './stopping/stop-link';
import { MailStops } from './stopping/stops.service';

/** Milliseconds. Longer than providers themselves wait: only they know whether a mail was complete when they gave up. */
const patience = 180_000;
/** Mails before it that a mail names: enough for every mail program. */
const mostReferences = 10;

/** Hands the outbox's mails to the workspace's provider. Without one they stay where they are, for an admin to read. */
@Injectable()
export class MailCarrier implements OnModuleInit {
  constructor(
    private readonly mails: MailService,
    private readonly plugins: PluginsService,
    private readonly identity: MailIdentity,
    private readonly addresses: ReplyAddress,
    private readonly database: Database,
    private readonly attachments: AttachmentsService,
    private readonly messages: MessagesService,
    private readonly links: StopLink,
    private readonly accountLinks: AccountStopLink,
    private readonly stops: MailStops,
  ) {}

  onModuleInit(): void {
    this.mails.deliverWith(
      (mail) => this.carry(mail),
      (mail) => this.tell(mail, 'mail_unanswered'),
    );
  }

  private async carry(mail: Mail): Promise<Delivery> {
    const plugin = await this.identity.sender(mail.workspaceId);
    if (!plugin) return { state: 'kept' };
    if (mail.conversationId && (await this.stops.isStopped(mail.conversationId)))
      return { state: 'failed', trouble: 'stopped', retry: false };
    if (await this.isNoNews(mail)) return { state: 'failed', trouble: 'seen', retry: false };
    const delivery = await this.hand(plugin, mail);
    if (delivery.state === 'sent') await this.tell(mail, 'mailed');
    if (delivery.state === 'failed' && !delivery.retry) await this.tell(mail, 'mail_failed');
    return delivery;
  }

  /** A mail that may have left already is not sent again to somebody who has read in the meantime what it tells. */
  private async isNoNews({ conversationId, throughSeq, unanswered }: Mail): Promise<boolean> {
    if (!unanswered || !conversationId || throughSeq === null) return false;
    const conversation = await this.database.read.findOneBy(Conversation, { id: conversationId });
    return conversation !== null && conversation.visitorSeen >= throughSeq;
  }

  private async hand(plugin: EnabledPlugin, mail: Mail): Promise<Delivery> {
    const { recipient, subject, html, subjectKind, subjectId } = mail;
    const files = await this.filesOf(mail);
    const envelope = await this.envelope(plugin, mail);
    const whole = { 'mail.recipient': recipient, 'mail.subject': subject, 'mail.body': textOf(mail) };
    try {
      await this.plugins.call(plugin, 'emailSender', 'send', {
        about: subjectKind && subjectId ? [{ kind: subjectKind, id: subjectId }] : [],
        fields: files.length ? { ...whole, 'attachment.name': files.map(({ name }) => name).join(', ') } : whole,
        argument: (fields): OutgoingMail => ({
          ...envelope,
          to: { address: String(fields['mail.recipient']) },
          subject: String(fields['mail.subject']),
          text: String(fields['mail.body']),
          ...(html && fields['mail.body'] ? { html } : {}),
          ...('attachment.name' in fields && { attachments: files }),
        }),
        callId: mail.id,
        deadlineMillis: patience,
      });
      return { state: 'sent' };
    } catch (error) {
      if (error instanceof PluginFailure) {
        const { trouble, retry, doubtful } = error;
        return { state: 'failed', trouble, retry, doubtful };
      }
      // The person's choices forbid it: that does not change by trying.
      if (error instanceof HandOverRefused) return { state: 'failed', trouble: error.reason, retry: false };
      throw error;
    }
  }

  private async envelope(plugin: EnabledPlugin, mail: Mail): Promise<Omit<OutgoingMail, 'to' | 'subject' | 'text'>> {
    const { id, workspaceId, conversationId, thread } = mail;
    const from = await this.identity.from(plugin);
    const mailbox = await this.identity.mailbox(workspaceId);
    const address = mailbox && (conversationId ? this.addresses.make(mailbox, workspaceId, conversationId) : mailbox);
    const replyTo: MailAddress | undefined = address ? { address, ...(from.name && { name: from.name }) } : undefined;
    const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    return {
      from,
      ...(replyTo && { replyTo }),
      messageId: `<${id}@${domain}>`,
      ...(thread.length && { inReplyTo: thread.at(-1), references: thread.slice(-mostReferences) }),
      // An answer that somebody of the team wrote is no automatic mail, though it goes out by itself; all the others are.
      headers: conversationId
        ? { 'X-Auto-Response-Suppress': 'OOF, AutoReply', ...this.stopHeaders(conversationId, replyTo) }
        : { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...this.accountStopHeaders(mail) },
    };
  }

  /**
   * How mail programs let a visitor stop these mails: by one POST to a signed address (RFC 8058, which wants HTTPS), or by a mail to the
   * conversation's own address.
   */
  private stopHeaders(conversationId: string, replyTo: MailAddress | undefined): Record<string, string> {
    const url = this.links.of(conversationId);
    const isSecure = this.links.reach === 'https';
    const ways = [isSecure && `<${url}>`, replyTo && `<mailto:${replyTo.address}?subject=${stopWord}>`].filter(Boolean);
    if (!ways.length) return {};
    return { 'List-Unsubscribe': ways.join(', '), ...(isSecure && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }) };
  }

  /** The same for somebody with a login, where it is a kind of mail that can be stopped. */
  private accountStopHeaders({ accountKind, subjectId }: Mail): Record<string, string> {
    const kind = mutableMailKinds.find((one) => one === accountKind);
    const url = kind && subjectId && this.accountLinks.of(subjectId, kind);
    if (!url) return {};
    return {
      'List-Unsubscribe': `<${url}>`,
      ...(this.links.reach === 'https' && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    };
  }

  private async filesOf({ workspaceId, files }: Mail): Promise<MailFile[]> {
    if (!files.length) return [];
    const found = await this.database.read.findBy(Attachment, { id: In(files), workspaceId });
    const inOrder = files.flatMap((id) => found.find((file) => file.id === id) ?? []);
    return Promise.all(
      inOrder.map(async ({ id, name, type }) => ({
        name,
        type,
        content: new Uint8Array(await buffer(await this.attachments.open(id))),
      })),
    );
  }

  /** The team sees whether the visitor was reached; once, also when a delivery is made again after a crash. */
  private async tell({ id, workspaceId, conversationId }: Mail, what: string): Promise<void> {
    if (conversationId) await this.messages.postOccurrence(workspaceId, conversationId, `${id}-${what}`, what);
  }
}
