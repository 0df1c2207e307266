import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { MailService } from '../outbox/mail.service';
import { ReceivedMail } from './incoming/received-mail.entity';

/** Mails of a conversation that the next one names: enough for every mail program. */
const mostNamed = 20;

/** What keeps the mails of a conversation together in a mail program: their `Message-ID`s, oldest first, and the subject. */
@Injectable()
export class MailThread {
  constructor(
    private readonly database: Database,
    private readonly mails: MailService,
  ) {}

  /** @param from our address: its domain is in the names of our mails */
  async of(conversationId: string, from: string): Promise<{ subject: string; thread: string[] }> {
    const ours = await this.mails.ofConversation(conversationId, mostNamed);
    const theirs = await this.database.read.find(ReceivedMail, {
      where: [
        { conversationId, outcome: 'answered' },
        { conversationId, outcome: 'opened' },
      ],
      order: { id: 'DESC' },
      take: mostNamed,
    });
    const domain = from.slice(from.lastIndexOf('@') + 1);
    const named = [
      ...ours.map(({ id }) => ({ id, name: `<${id}@${domain}>` })),
      ...theirs.filter(({ messageId }) => messageId).map(({ id, messageId }) => ({ id, name: messageId })),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    const opener = await this.database.read.findOneBy(ReceivedMail, { conversationId, outcome: 'opened' });
    return { subject: opener?.subject ?? '', thread: named.map(({ name }) => name).slice(-mostNamed) };
  }
}
