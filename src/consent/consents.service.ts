import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { OutboxService } from '../outbox/outbox.service';
import type { ConsentCategory } from '../plugin-api';
import { ConsentReceipt, type ConsentAct, type ConsentMethod } from './consent-receipt.entity';
import { newestReceipts, type NewestReceipt, type PersonKey } from './newest-receipts';
import type { ConsentQuestion } from './questions/consent-questions.service';
import { ConsentWordings } from './questions/consent-wordings.service';
import { idAfter } from './receipt-id';
import { ReceiptChain } from './receipts/receipt-chain.service';

/** Kind of the job: somebody changed what they agreed to, and whoever got data on it has to be told. */
export const CONSENT_CHANGED = 'consent.changed';

export type Receipt = NewestReceipt;
export interface Choice {
  workspaceId: string;
  websiteId: string | null;
  kind: 'visitor' | 'account';
  id: string;
  granted: ConsentCategory[];
  /** `Sec-GPC: 1`, or `navigator.globalPrivacyControl`. */
  denied: boolean;
  method: ConsentMethod;
  /** Terms that the person was asked for; left out where whole categories were spoken of. */
  asked?: string[];
  /** The words that stood there, where they were ours. */
  question?: ConsentQuestion;
}

/** What people agreed to. A receipt is added for each choice and never changed: withdrawing is a choice, too. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly database: Database,
    private readonly chain: ReceiptChain,
    private readonly wordings: ConsentWordings,
    private readonly outbox: OutboxService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Keeps a choice; the same as before adds nothing. */
  async record(tx: Transaction, choice: Choice): Promise<Receipt> {
    const { workspaceId, websiteId, kind: subjectKind, id: subjectId, denied, method, question } = choice;
    const granted = [...new Set(choice.granted)].sort();
    const asked = choice.asked ? [...new Set(choice.asked)].sort() : null;
    await this.chain.lock(tx, workspaceId);
    const before = (await this.newest(tx, [choice])).get(`${workspaceId}/${subjectId}`);
    if (before && isSame(before, { granted, asked, denied })) return before;
    const at = this.clock.now();
    const id = before ? idAfter(before.id, at.getTime()) : newId(at.getTime());
    if (question) await this.wordings.keep(tx, workspaceId, question);
    const words = { wording: question?.wording ?? null, language: question?.language ?? null };
    const about = { id, workspaceId, websiteId, subjectKind, subjectId, at };
    await this.chain.add(tx, { ...about, granted, asked, denied, act: actOf(granted, before), method, ...words });
    if (before && before.granted.join() !== granted.join())
      await this.outbox.add(tx, {
        kind: CONSENT_CHANGED,
        workspaceId,
        payload: { workspaceId, kind: subjectKind, id: subjectId },
      });
    tx.afterCommit(() => this.events.publish('consent.changed', { workspaceId, subjectKind, subjectId }));
    return { id, granted, asked, denied };
  }

  /** The newest receipts: `workspace/person` → receipt. */
  newest(tx: Pick<Transaction, 'run'>, people: readonly PersonKey[]): Promise<Map<string, Receipt>> {
    return newestReceipts((sql, values) => tx.run(sql, values), people);
  }

  /** What somebody chose last; undefined if they never did. */
  async of(person: PersonKey): Promise<Receipt | undefined> {
    const found = await newestReceipts((sql, values) => this.database.query(sql, values), [person]);
    return found.get(`${person.workspaceId}/${person.id}`);
  }

  /** Everything that somebody ever chose, the oldest first. */
  history({ workspaceId, id }: PersonKey): Promise<ConsentReceipt[]> {
    return this.database.read.find(ConsentReceipt, { where: { workspaceId, subjectId: id }, order: { id: 'ASC' } });
  }
}

type Held = Pick<Receipt, 'granted' | 'asked' | 'denied'>;

/** Whole categories are not the same as any terms of them. */
function isSame(before: Held, { granted, asked, denied }: Held): boolean {
  if (before.denied !== denied || before.granted.join() !== granted.join()) return false;
  // Nothing is nothing, in whatever words it was asked for, unless there are new ones.
  return asked === null ? before.asked === null || !granted.length : before.asked?.join() === asked.join();
}

/** Something less than before is a withdrawal; nothing at all, where there was nothing, a refusal. */
function actOf(granted: readonly ConsentCategory[], before: Receipt | undefined): ConsentAct {
  if (before?.granted.some((category) => !granted.includes(category))) return 'withdrawn';
  return granted.length ? 'given' : 'refused';
}
