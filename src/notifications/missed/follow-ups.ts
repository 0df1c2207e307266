import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Conversation } from '../../conversations/conversation.entity';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { MessageReader } from '../../conversations/log/message-reader.service';
import { VisitorPresence } from '../../conversations/visitor-side/visitor-presence.service';
import { Database } from '../../database/database';
import { OutboxService } from '../../outbox/outbox.service';
import type { Visitor } from '../../visitors/visitor.entity';
import { VisitorsService } from '../../visitors/visitors.service';
import { MailSettings } from '../settings/mail-settings.service';
import { DeadAddresses } from './dead-addresses';
import { FOLLOW_UP, FollowUpPlanner, minute } from './follow-up-planner';
import { FollowUp } from './follow-up.entity';
import { MissedMail } from './missed-mail';
import { waitBeforeMail } from './when-to-mail';

/** Answers in one mail; who missed more reads the rest on the website. */
const mostAnswers = 50;
/** Whoever asked over HTTP within this time is there, though no socket tells. */
const polledWithin = minute;

/** Looks, when its time has come, whether a visitor missed answers, and writes to them once about all of them. */
@Injectable()
export class FollowUps implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxService,
    private readonly reader: MessageReader,
    private readonly visitors: VisitorsService,
    private readonly presence: VisitorPresence,
    private readonly settings: MailSettings,
    private readonly planner: FollowUpPlanner,
    private readonly missed: MissedMail,
    private readonly dead: DeadAddresses,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle(FOLLOW_UP, ({ conversationId }) => this.look(conversationId));
  }

  private async look(conversationId: string): Promise<void> {
    // First of all: an answer from now on plans a look of its own, and none falls in between.
    await this.expectNone(conversationId);
    const conversation = await this.database.read.findOneBy(Conversation, { id: conversationId });
    const followUp = await this.database.read.findOneBy(FollowUp, { conversationId });
    const visitor = conversation && (await this.visitors.find(conversation.visitorId));
    if (!conversation || !followUp || !visitor?.email || followUp.stoppedAt) return;
    const unseen = await this.unseen(conversation, followUp);
    const pause = await this.settings.pauseFor(conversation.websiteId, conversationId);
    if (!unseen.length || !pause) return;
    if (await this.dead.has(conversation.workspaceId, visitor.email)) return this.dead.tell(conversation, visitor.email);
    const wait = waitBeforeMail({
      now: this.clock.millis(),
      pause: pause * minute,
      first: unseen[0].at,
      last: unseen.at(-1)!.at,
      online: this.isThere(visitor),
    });
    if (wait === undefined) return;
    const later =
      wait || (await this.missed.write({ conversation, followUp, visitor: { ...visitor, email: visitor.email }, unseen }));
    if (!later) return;
    const { workspaceId } = conversation;
    await this.database.transaction((tx) => this.planner.lookAfter(tx, { workspaceId, conversationId }, later));
  }

  /** What the team answered and the visitor neither saw nor was told. */
  private async unseen({ id, visitorSeen }: Conversation, { mailedSeq }: FollowUp): Promise<StoredMessage[]> {
    const messages = await this.reader.afterForVisitor(id, Math.max(visitorSeen, mailedSeq), mostAnswers);
    return messages.filter(({ from, deletedAt }) => from === 'team' && deletedAt === null);
  }

  private isThere({ id, seenAt }: Visitor): boolean {
    return this.presence.isOnline(id) || seenAt.getTime() > this.clock.millis() - polledWithin;
  }

  private async expectNone(conversationId: string): Promise<void> {
    const no = this.database.isPostgres ? 'FALSE' : '0';
    await this.database.transaction((tx) =>
      tx.run(`UPDATE follow_up SET waiting = ${no} WHERE conversation_id = ?`, [conversationId]),
    );
  }
}
