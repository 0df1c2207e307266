import { Injectable } from '@nestjs/common';
import { newId } from '../../common/ids';
import { MessagesService } from '../../conversations/messages.service';
import { Database } from '../../database/database';
import { MailService } from '../../outbox/mail.service';
import type { IncomingMail } from '../../plugin-api';
import { DeadAddresses } from '../missed/dead-addresses';
import { ourNames } from './mail-kind';
import { saysFailed, saysGone } from './report-words';

/** Reports about mails that came back. Whoever has no name of one of our mails says nothing about any. */
@Injectable()
export class Bounces {
  constructor(
    private readonly mails: MailService,
    private readonly messages: MessagesService,
    private readonly dead: DeadAddresses,
    private readonly database: Database,
  ) {}

  async note(workspaceId: string, mail: IncomingMail): Promise<void> {
    const parts = mail.attachments.map(({ content }) => Buffer.from(content).subarray(0, 100_000).toString('latin1'));
    const texts = [mail.text, ...parts];
    if (!texts.some(saysFailed)) return;
    const names = ourNames([...texts, mail.references.join(' '), mail.inReplyTo]);
    const sent = await this.mails.byMessageIds(workspaceId, names);
    if (!sent) return;
    const { id, conversationId, recipient } = sent;
    const isGone = texts.some(saysGone);
    const isNews = await this.database.transaction(async (tx) => {
      if (isGone && conversationId) await this.dead.mark(tx, workspaceId, conversationId, recipient);
      return this.mails.bounced(tx, id);
    });
    if (isNews && conversationId)
      await this.messages.postOccurrence(workspaceId, conversationId, newId(), isGone ? 'mail_gone' : 'mail_failed');
  }
}
