import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { ErasureService } from '../erasure/erasure.service';
import type { ObjectionPurpose, Person } from '../privacy.types';
import { StandingService } from '../standing.service';
import { CaseExecution } from './case-execution.service';
import { CaseLetters } from './case-letters.service';
import { isOver, takesEffectAtOnce } from './case-rules';
import type { CaseChannel, CaseKind, CaseProof } from './case.types';
import { CasesService } from './cases.service';
import { Operator } from './operator.service';
import type { PrivacyCase } from './privacy-case.entity';

/** Requests in a day by one person: more than anybody needs, few enough that nobody fills a desk. */
const mostADay = 20;
const day = 86_400_000;

export interface Asked {
  kind: CaseKind;
  /** A purpose, for an objection. */
  about?: string;
  body?: string;
  /** One that we have texts in. */
  language: string;
}

/**
 * What people do with their own data by themselves: whoever holds a visitor's key, or is signed in, has shown who they are. What concerns
 * nobody else is done at once; each is a case nevertheless, so that it can be shown what was asked and what became of it.
 */
@Injectable()
export class SelfService {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly execution: CaseExecution,
    private readonly letters: CaseLetters,
    private readonly standing: StandingService,
    private readonly erasures: ErasureService,
    private readonly operator: Operator,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError `rate.limited`, `erasure.held`, `erasure.last_owner` */
  async ask(person: Person, asked: Asked): Promise<PrivacyCase> {
    const { kind, about = '', body = '' } = asked;
    const known = takesEffectAtOnce(kind) ? await this.cases.openOf(person, kind, about) : undefined;
    if (known) return known;
    const before = await this.cases.ofPerson(person);
    if (before.filter(({ receivedAt }) => receivedAt.getTime() > this.clock.millis() - day).length >= mostADay)
      throw new ChatError('rate.limited', { retryAfter: 3600 });
    if (kind === 'erasure') await this.mayErase(person);
    const ofAccount = person.kind === 'account';
    const channel: CaseChannel = ofAccount ? 'account' : 'widget';
    const proof: CaseProof = ofAccount ? 'session' : 'token';
    const opened = await this.database.transaction(async (tx) => {
      const one = await this.cases.open(tx, {
        workspaceId: ofAccount ? await this.operator.workspaceId() : person.workspaceId,
        controller: ofAccount ? 'operator' : 'workspace',
        kind,
        channel,
        proof,
        language: asked.language,
        person,
        about,
        body,
      });
      if (!takesEffectAtOnce(kind)) await this.letters.send(tx, one, 'received');
      return one;
    });
    return this.carryOut(person, opened);
  }

  /** How many records of which kind an erasure would take; what would have to stay is not among them. */
  async wouldGo(person: Person): Promise<{ kind: string; count: number }[]> {
    const { counts } = await this.erasures.dryRun(person);
    return counts.filter(({ count, fate }) => count && fate.erased !== 'kept').map(({ kind, count }) => ({ kind, count }));
  }

  /** Whoever ends their own restriction is told what that means before they do; nobody else has to be asked. */
  async liftRestriction(person: Person): Promise<void> {
    await this.standing.lift(person, null);
  }

  async allowAgain(person: Person, purpose: ObjectionPurpose): Promise<void> {
    await this.standing.withdrawObjection(person, purpose, null);
    const open = await this.cases.openOf(person, 'objection', purpose);
    // Taken back by the person: nobody has to look at it any more.
    if (open) await this.database.transaction((tx) => this.cases.close(tx, open));
  }

  private async mayErase(person: Person): Promise<void> {
    const { hold, lastOwnerOf } = await this.erasures.dryRun(person);
    if (hold) throw new ChatError('erasure.held');
    if (lastOwnerOf.length) throw new ChatError('erasure.last_owner');
  }

  private async carryOut(person: Person, one: PrivacyCase): Promise<PrivacyCase> {
    if (!takesEffectAtOnce(one.kind) || isOver(one.state)) return one;
    if (one.kind === 'objection') {
      await this.standing.object(person, one.about as ObjectionPurpose, null);
      return one;
    }
    return this.approved(one);
  }

  private async approved(one: PrivacyCase): Promise<PrivacyCase> {
    const approved = await this.database.transaction((tx) => this.cases.move(tx, one, 'approved'));
    return this.execution.begin(approved, { accountId: null });
  }
}
