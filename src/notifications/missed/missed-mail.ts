import { Injectable } from '@nestjs/common';
import { TranslationsService } from '../../assist/translation/translations.service';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Texts } from '../../common/texts';
import type { Conversation } from '../../conversations/conversation.entity';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { People } from '../../conversations/people.service';
import { Database } from '../../database/database';
import { MailService } from '../../outbox/mail.service';
import type { Visitor } from '../../visitors/visitor.entity';
import { WebsitesService } from '../../workspaces/websites.service';
import { AddressHash } from '../address-hash';
import { MailIdentity } from '../mail-identity';
import { MailThread } from '../mail-thread';
import { StopLink } from '../stopping/stop-link';
import { VisitorLanguage } from '../visitor-language';
import type { FollowUp } from './follow-up.entity';

const hour = 3_600_000;
/** Mails in a day to an address that nobody proved to read: a visitor can type somebody else's. */
export const mostUnproven = 3;
/** Bytes of files that one mail carries along; the others are named, and wait on the website. */
const mostBytes = 5 * 1024 * 1024;

export interface Missed {
  conversation: Conversation;
  followUp: FollowUp;
  visitor: Visitor & { email: string };
  unseen: StoredMessage[];
}

/**
 * Writes what a visitor missed. Never what the visitor wrote, nor a name that they chose: whoever types somebody else's address can make
 * us send them the team's words, a few times a day, and nothing of their own.
 */
@Injectable()
export class MissedMail {
  constructor(
    private readonly database: Database,
    private readonly mails: MailService,
    private readonly identity: MailIdentity,
    private readonly thread: MailThread,
    private readonly hash: AddressHash,
    private readonly people: People,
    private readonly websites: WebsitesService,
    private readonly translations: TranslationsService,
    private readonly language: VisitorLanguage,
    private readonly links: StopLink,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  /** @returns milliseconds to try again in, if now is not the time */
  async write(missed: Missed): Promise<number | undefined> {
    const { conversation, followUp, visitor, unseen } = missed;
    const { workspaceId } = conversation;
    const sender = await this.identity.sender(workspaceId);
    if (!sender) return undefined;
    const proven = visitor.verified || followUp.provenAddress === this.hash.of(workspaceId, visitor.email);
    if (!proven && (await this.writtenToday(workspaceId, visitor.email)) >= mostUnproven) return 4 * hour;
    const throughSeq = unseen.at(-1)!.seq!;
    const language = await this.language.wishOf(conversation);
    const files = proven ? attachable(unseen) : [];
    const { subject, thread } = await this.thread.of(conversation.id, (await this.identity.from(sender)).address);
    const model = await this.model(missed, language, files);
    await this.database.transaction(async (tx) => {
      const sql = 'UPDATE follow_up SET mailed_seq = ? WHERE conversation_id = ? AND mailed_seq < ? RETURNING conversation_id';
      const [mine] = await tx.run(sql, [throughSeq, conversation.id, throughSeq]);
      if (!mine) return;
      await this.mails.send(tx, {
        workspaceId,
        to: visitor.email,
        subject: subject
          ? `Re: ${subject}`
          : this.texts.t(this.texts.pick([language]), 'followUp.subject', { website: model.website }),
        template: 'emails/missed',
        model,
        about: { kind: 'visitor', id: visitor.id },
        conversation: { id: conversation.id, throughSeq },
        files,
        thread,
      });
    });
    return undefined;
  }

  private async model({ conversation, unseen }: Missed, wish: string, attached: string[]) {
    const language = this.texts.pick([wish]);
    const { name, domains } = (await this.websites.byId(conversation.websiteId)) ?? { name: '', domains: [] };
    const names = await this.people.namesOf(unseen.map(({ authorId }) => authorId));
    const answers = await Promise.all(
      unseen.map(async (message) => {
        const text = message.body && (await this.translations.textFor(message, wish));
        const files = message.attachments.filter(({ id }) => !attached.includes(id)).map((file) => file.name);
        return { author: names.get(message.authorId) ?? '', text, lines: text.split('\n'), files };
      }),
    );
    const mailbox = await this.identity.mailbox(conversation.workspaceId);
    const url = this.links.of(conversation.id);
    const address = domains[0] ? `https://${domains[0]}` : undefined;
    return {
      language,
      direction: this.texts.direction(language),
      website: name,
      address,
      answers,
      lead: this.texts.t(language, 'followUp.lead', { website: name }),
      waits: this.texts.t(language, 'followUp.waits'),
      how: mailbox ? this.texts.t(language, 'followUp.answer') : this.texts.t(language, 'followUp.goOn', { website: name }),
      ignore: this.texts.t(language, 'followUp.ignore', { website: name }),
      stop: url && {
        url,
        line: this.texts.t(language, 'followUp.stopLine'),
        action: this.texts.t(language, 'followUp.stopAction'),
      },
    };
  }

  private async writtenToday(workspaceId: string, address: string): Promise<number> {
    const since = newId(this.clock.millis() - 24 * hour).slice(0, 10);
    const sql =
      'SELECT count(*) AS total FROM mail WHERE workspace_id = ? AND id > ? AND recipient = ? AND conversation_id IS NOT NULL';
    const [row] = await this.database.query<{ total: number | string }>(sql, [workspaceId, since, address]);
    return Number(row.total);
  }
}

/** As many of the files, in order, as fit. */
function attachable(messages: readonly StoredMessage[]): string[] {
  let bytes = 0;
  return messages.flatMap(({ attachments }) =>
    attachments.flatMap(({ id, size }) => (bytes + size > mostBytes ? [] : ((bytes += size), [id]))),
  );
}
