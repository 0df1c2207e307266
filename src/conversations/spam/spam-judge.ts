import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { append } from '../log/thread-rules';
import type { Changes } from '../log/thread-store';
import type { Draft, StoredMessage, ThreadState } from '../log/thread.types';
import { plainForm } from './plain-form';
import { enough, spamScore, type SpamReason } from './spam-score';
import { SpamSettings } from './spam-settings.service';
import { SpamWindow } from './spam-window';

/**
 * Looks at the first message of a conversation, and at no other: whoever looks like spam is taken like anybody, and lands in a list of
 * their own. In the transaction that opens the conversation, so that nobody is told of it before.
 */
@Injectable()
export class SpamJudge {
  private readonly window = new SpamWindow();

  constructor(
    private readonly settings: SpamSettings,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly configured: Settings,
  ) {}

  async look(batch: Pick<Changes, 'opened' | 'messages'>, drafts: readonly Draft[]): Promise<void> {
    for (const thread of batch.opened) {
      const first = batch.messages.find(({ conversationId, from }) => conversationId === thread.id && from === 'visitor');
      // What came by mail was looked at by the mail server.
      const draft = first && drafts.find((one) => one.id === first.id && one.authorId === first.authorId && !one.conversationId);
      const reasons = draft && (await this.judge(draft));
      if (reasons) this.setAside(thread, first, reasons, batch.messages);
    }
  }

  private async judge({ workspaceId, body, authorId, visitor }: Draft): Promise<SpamReason[] | undefined> {
    const { isOn, phrases } = await this.settings.rulesOf(workspaceId);
    if (!isOn) return undefined;
    const plain = plainForm(body);
    const signals = this.configured.RATE_LIMITS
      ? this.window.note(workspaceId, authorId, plain, visitor?.facts?.marks?.address, this.clock.millis())
      : { repeats: 0, fromAddress: 0 };
    const { score, reasons } = spamScore(body, plain, phrases, signals);
    return score >= enough ? reasons : undefined;
  }

  /** The team reads in the thread why it is there. */
  private setAside(thread: ThreadState, first: StoredMessage, reasons: readonly SpamReason[], messages: StoredMessage[]): void {
    thread.status = 'spam';
    const { workspaceId, at } = first;
    const what = { kind: 'event', from: 'system', authorId: '', attachments: [] } as const;
    const event = { ...what, id: newId(at), workspaceId, body: `spam_found ${reasons.join(' ')}`, attachments: [] };
    messages.push(append(thread, event, undefined, at));
  }
}
