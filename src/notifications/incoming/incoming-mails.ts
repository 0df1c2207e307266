import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { MessagesService } from '../../conversations/messages.service';
import { MailService } from '../../outbox/mail.service';
import type { IncomingMail } from '../../plugin-api';
import { VisitorsService } from '../../visitors/visitors.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { MailIdentity } from '../mail-identity';
import { MailSettings } from '../settings/mail-settings.service';
import { stopWord } from '../stopping/stop-link';
import { MailStops } from '../stopping/stops.service';
import { Bounces } from './bounces';
import { cutReply } from './cut-reply';
import { kindOf, ourNames } from './mail-kind';
import { MailMessage } from './mail-message';
import type { MailOutcome, ReceivedMail } from './received-mail.entity';
import { ReceivedMails } from './received-mails';
import { WhoseMail, type Whose } from './whose-mail';

/** What becomes of a mail that came. None of it ever makes the server write a mail by itself: there is nothing to go round in circles. */
@Injectable()
export class IncomingMails {
  constructor(
    private readonly received: ReceivedMails,
    private readonly whose: WhoseMail,
    private readonly bounces: Bounces,
    private readonly posts: MailMessage,
    private readonly messages: MessagesService,
    private readonly mails: MailService,
    private readonly identity: MailIdentity,
    private readonly settings: MailSettings,
    private readonly stops: MailStops,
    private readonly visitors: VisitorsService,
    private readonly websites: WebsitesService,
  ) {}

  /** Takes a mail once: a mail that came before changes nothing, and one whose taking was interrupted is taken to its end. */
  async take(workspaceId: string, mail: IncomingMail): Promise<void> {
    const row = await this.received.begin(workspaceId, mail);
    if (row.outcome !== 'new') return;
    const refusal = await this.refusal(row, mail);
    if (refusal) return this.received.finish(row, refusal);
    const whose = await this.whose.of(workspaceId, mail);
    if (this.isFromVisitor(whose) && mail.subject.toLowerCase() === stopWord) return this.stop(row, whose);
    try {
      if (kindOf(mail) === 'automatic') await this.leaveOut(row, whose);
      else if (this.isFromVisitor(whose)) await this.answer(row, mail, whose);
      else await this.open(row, mail, whose);
    } catch (error) {
      // What the rules of messages refuse is not accepted next time either.
      if (!(error instanceof ChatError) || error.status >= 500) throw error;
      await this.received.finish(row, 'unreadable');
    }
  }

  private async refusal(row: ReceivedMail, mail: IncomingMail): Promise<MailOutcome | undefined> {
    const { workspaceId } = row;
    if (await this.received.isTooMany(row)) return 'too-many';
    if (kindOf(mail) === 'bounce') {
      await this.bounces.note(workspaceId, mail);
      return 'bounce';
    }
    const own = await this.identity.own(workspaceId);
    if (own.includes(mail.from.address)) return 'own';
    return (await this.mails.byMessageIds(workspaceId, ourNames([mail.messageId]))) ? 'own' : undefined;
  }

  private isFromVisitor({ conversation, own, doubtful }: Whose): boolean {
    return Boolean(conversation) && own && !doubtful;
  }

  /** A mail program did it, when the visitor pressed its button: there is nothing to read in it. */
  private async stop(row: ReceivedMail, { conversation }: Whose): Promise<void> {
    await this.stops.stop(conversation!.id);
    await this.received.finish(row, 'stopped', { conversationId: conversation!.id });
  }

  /** The team learns that somebody is away, once for each of our mails; nobody's turn changes by it. */
  private async leaveOut(row: ReceivedMail, { conversation, own }: Whose): Promise<void> {
    if (conversation && own) {
      const [last] = await this.mails.ofConversation(conversation.id, 1);
      await this.messages.postOccurrence(row.workspaceId, conversation.id, `auto-${last?.id ?? row.id}`, 'mail_automatic');
    }
    await this.received.finish(row, 'automatic', { conversationId: conversation?.id });
  }

  private async answer(row: ReceivedMail, mail: IncomingMail, { conversation }: Whose): Promise<void> {
    const { workspaceId } = row;
    const { id, visitorId, websiteId } = conversation!;
    const leftOut = await this.posts.post({ workspaceId, visitorId, websiteId }, id, row.id, cutReply(mail.text), mail);
    await this.tell(row, id, ['mail_answer', leftOut && 'mail_left_out']);
    await this.received.prove(workspaceId, id, mail.from.address);
    await this.received.finish(row, 'answered', { conversationId: id });
  }

  /** A conversation of its own for whoever wrote, so that nobody is taken for somebody else. Its identifier is the row's. */
  private async open(row: ReceivedMail, mail: IncomingMail, { conversation, own, doubtful }: Whose): Promise<void> {
    const websiteId = conversation?.websiteId || (await this.settings.of(row.workspaceId)).websiteId;
    const website = websiteId ? await this.websites.byId(websiteId) : undefined;
    if (!website?.collectsContact || website.workspaceId !== row.workspaceId) return this.received.finish(row, 'no-website');
    const { address, name } = mail.from;
    const visitor = await this.visitors.fromMail(website, address, name || null);
    const body = [mail.subject, mail.text.trim()].filter(Boolean).join('\n\n');
    const leftOut = await this.posts.post(visitor, row.id, row.id, body, mail);
    await this.tell(row, row.id, [
      'mail_opened',
      conversation && !own && 'mail_stranger',
      doubtful && 'mail_doubtful',
      leftOut && 'mail_left_out',
    ]);
    await this.received.finish(row, 'opened', { conversationId: row.id, subject: mail.subject });
  }

  private async tell(row: ReceivedMail, conversationId: string, whats: (string | false | undefined)[]): Promise<void> {
    for (const what of whats)
      if (what) await this.messages.postOccurrence(row.workspaceId, conversationId, `${row.id}-${what}`, what);
  }
}
