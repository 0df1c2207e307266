import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { shortened } from '../../common/plain-text';
import { AttachmentsService } from '../../conversations/attachments/attachments.service';
import { MessagesService, longestText, mostAttachments } from '../../conversations/messages.service';
import type { IncomingMail, MailFile } from '../../plugin-api';
import type { VisitorIdentity } from '../../visitors/visitor.types';

/** Makes messages of a mail: one, or several where it carries more files than a message may. */
@Injectable()
export class MailMessage {
  constructor(
    private readonly messages: MessagesService,
    private readonly attachments: AttachmentsService,
  ) {}

  /**
   * With the same id it is the same message: a second try adds nothing.
   * @returns whether something was left out
   */
  async post(visitor: VisitorIdentity, conversationId: string, id: string, body: string, mail: IncomingMail): Promise<boolean> {
    const whole: MailFile[] =
      body.length > longestText ? [{ name: 'mail.txt', type: 'text/plain', content: new TextEncoder().encode(body) }] : [];
    const given = [...whole, ...mail.attachments];
    const files = await this.keep(visitor, given);
    const text = shortened(body, longestText) || (files.length ? '' : mail.subject);
    for (let from = 0; from === 0 || from < files.length; from += mostAttachments) {
      const message = { id: from ? `${id}-${from}` : id, body: from ? '' : text };
      await this.messages.postElsewhere(visitor, conversationId, {
        ...message,
        attachments: files.slice(from, from + mostAttachments),
      });
    }
    return files.length < given.length || Boolean(mail.leftOut?.length);
  }

  /** What the rules for uploads refuse is left out; a disk that fails is no reason to lose a file. */
  private async keep({ workspaceId, visitorId }: VisitorIdentity, files: MailFile[]): Promise<string[]> {
    const kept: string[] = [];
    for (const { name, content } of files) {
      const bytes = Readable.from([Buffer.from(content)]);
      const file = await this.attachments
        .receive({ workspaceId, uploaderId: visitorId }, String(name ?? ''), bytes)
        .catch((error: unknown) => {
          if (error instanceof ChatError && error.status < 500) return undefined;
          throw error;
        });
      if (file) kept.push(file.id);
    }
    return kept;
  }
}
