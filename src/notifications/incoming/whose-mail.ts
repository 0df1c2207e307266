import { Injectable } from '@nestjs/common';
import { Conversation } from '../../conversations/conversation.entity';
import { Database } from '../../database/database';
import { MailService } from '../../outbox/mail.service';
import type { IncomingMail } from '../../plugin-api';
import { VisitorsService } from '../../visitors/visitors.service';
import { ReplyAddress } from '../reply-address';
import { isDoubtful, ourNames } from './mail-kind';

/** How many of our mails of a conversation are looked through for the address. */
const mailsLookedAt = 20;

export interface Whose {
  /** The conversation that the mail answers. */
  conversation?: Conversation;
  /** Whether it comes from an address that we wrote to there: then it is the visitor's. */
  own: boolean;
  /** The server that took the mail in found it forged. */
  doubtful: boolean;
}

/**
 * Finds the conversation that a mail answers: by the signed address, or by the names of our mails. To be the visitor's it has to come from
 * their address as well: a mail that was forwarded, or an address that leaked, lets nobody speak for somebody else.
 */
@Injectable()
export class WhoseMail {
  constructor(
    private readonly database: Database,
    private readonly addresses: ReplyAddress,
    private readonly mails: MailService,
    private readonly visitors: VisitorsService,
  ) {}

  async of(workspaceId: string, mail: IncomingMail): Promise<Whose> {
    const doubtful = isDoubtful(mail.headers);
    const id = this.addressed(workspaceId, mail) ?? (await this.referred(workspaceId, mail));
    const conversation = id ? await this.database.read.findOneBy(Conversation, { id, workspaceId }) : null;
    if (!conversation) return { own: false, doubtful };
    return { conversation, doubtful, own: await this.isKnown(conversation, mail.from.address) };
  }

  private addressed(workspaceId: string, { to, headers }: IncomingMail): string | undefined {
    const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers[name] ?? []);
    return this.addresses.read(workspaceId, [...to.map(({ address }) => address), ...delivered]);
  }

  private async referred(workspaceId: string, { inReplyTo, references }: IncomingMail): Promise<string | undefined> {
    const mail = await this.mails.byMessageIds(workspaceId, ourNames([references.join(' '), inReplyTo]));
    return mail?.conversationId ?? undefined;
  }

  private async isKnown({ id, visitorId }: Conversation, address: string): Promise<boolean> {
    const { email } = await this.visitors.contactOf(visitorId);
    const written = await this.mails.ofConversation(id, mailsLookedAt);
    return [email, ...written.map(({ recipient }) => recipient)].some((known) => known?.toLowerCase() === address);
  }
}
