import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import { plainPhrases } from './spam-score';
import { SpamSetting } from './spam-setting.entity';

export interface SpamRules {
  isOn: boolean;
  /** In their plain form. */
  phrases: string[];
}

export const mostPhrases = 100;
export const longestPhrase = 80;
const fewestLetters = 3;
/** Another node may change them without this one hearing of it. */
const maximumAge = 10_000;
const mostWorkspaces = 5_000;

/** What a workspace takes for spam. Phrases are words, never patterns: there is nothing in them that could run wild. */
@Injectable()
export class SpamSettings {
  private readonly known = new Map<string, { rules: SpamRules; readAt: number }>();

  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {
    events.on('spam.configured', ({ workspaceId }) => void this.known.delete(workspaceId));
  }

  async rulesOf(workspaceId: string): Promise<SpamRules> {
    const now = this.clock.millis();
    const known = this.known.get(workspaceId);
    if (known && now - known.readAt < maximumAge) return known.rules;
    const { isOn, phrases } = await this.of(workspaceId);
    const rules = { isOn, phrases: plainPhrases(phrases) };
    if (this.known.size >= mostWorkspaces) this.known.clear();
    this.known.set(workspaceId, { rules, readAt: now });
    return rules;
  }

  async of(workspaceId: string): Promise<{ isOn: boolean; phrases: string[] }> {
    const row = await this.database.read.findOneBy(SpamSetting, { workspaceId });
    return { isOn: !row?.isOff, phrases: row?.phrases ?? [] };
  }

  /** @throws ChatError request.invalid */
  async choose({ workspaceId, account }: Agent, { isOn, phrases }: { isOn: boolean; phrases: string[] }): Promise<void> {
    if (phrases.length > mostPhrases || phrases.some((phrase) => phrase.length > longestPhrase)) throw invalid('spam.tooMany');
    if (phrases.some((phrase) => (plainPhrases([phrase])[0] ?? '').length < fewestLetters)) throw invalid('spam.tooShort');
    await this.database.transaction(async (tx) => {
      await tx.manager.save(SpamSetting, { workspaceId, isOff: !isOn, phrases });
      const details = { on: isOn, phrases: phrases.length };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        action: 'spam.configured',
        target: workspaceId,
        details,
      });
      tx.afterCommit(() => this.events.publish('spam.configured', { workspaceId }));
    });
  }
}

const invalid = (phrases: string) => new ChatError('request.invalid', { fields: { phrases } });
