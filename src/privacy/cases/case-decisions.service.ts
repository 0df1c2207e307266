import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { PersonDirectory } from '../people/person-directory.service';
import { StandingService } from '../standing.service';
import { CaseExecution } from './case-execution.service';
import { CaseLetters } from './case-letters.service';
import { mayRefuse, reasonsFor } from './case-rules';
import { CasesService } from './cases.service';
import { CaseTerms } from './case-terms.service';
import { personOf } from './person-of';
import type { RefusalReason } from './case.types';
import type { PrivacyCase } from './privacy-case.entity';
import type { ObjectionPurpose } from '../privacy.types';

/** What the controller decides about a request. Each decision is a step, an entry in the log of acts, and a letter. */
@Injectable()
export class CaseDecisions {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly letters: CaseLetters,
    private readonly terms: CaseTerms,
    private readonly execution: CaseExecution,
    private readonly standing: StandingService,
    private readonly people: PersonDirectory,
    private readonly clock: Clock,
  ) {}

  /** Somebody of the team is sure who it is: they say how, and it stands in the case. */
  async vouch(agent: Agent, id: string, how: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    if (one.state !== 'unverified') throw new ChatError('case.state');
    if (!how.trim()) throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    await this.database.transaction((tx) =>
      this.cases.move(tx, one, 'verified', { accountId: agent.account.id, body: how, change: { proof: 'team' } }),
    );
  }

  /** It is carried out. What needs nobody but the software is done by it, and the rest was done by whoever approves: `words` say what. */
  async approve(agent: Agent, id: string, words = ''): Promise<void> {
    const one = await this.decidable(agent, id);
    if (one.kind !== 'question' && one.kind !== 'rectification' && !one.subjectId) throw new ChatError('case.nobody');
    if (one.kind === 'question' && !words.trim())
      throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    const approved = await this.database.transaction((tx) =>
      this.cases.move(tx, one, 'approved', { accountId: agent.account.id }),
    );
    await this.execution.begin(approved, { accountId: agent.account.id, words });
  }

  /** @throws ChatError `case.reason` if the law allows no such reason for this kind of request */
  async refuse(agent: Agent, id: string, reason: RefusalReason, words: string): Promise<void> {
    const one = await this.decidable(agent, id);
    if (!mayRefuse(one.state)) throw new ChatError('case.state');
    if (!reasonsFor(one.kind).includes(reason)) throw new ChatError('case.reason');
    if (!words.trim()) throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    const accountId = agent.account.id;
    await this.database.transaction(async (tx) => {
      const refused = await this.cases.move(tx, one, 'refused', { accountId, change: { refusal: reason } });
      await this.letters.send(tx, refused, one.kind === 'objection' ? 'overruled' : 'refused', { words }, accountId);
    });
    const person = personOf(one);
    // An objection held from its first moment: now there are reasons that outweigh it, and the person has them in writing.
    if (one.kind === 'objection' && person)
      await this.standing.withdrawObjection(person, one.about as ObjectionPurpose, accountId);
  }

  /** Only within the first term, and only with reasons (Art. 12(3) GDPR). */
  async extend(agent: Agent, id: string, words: string): Promise<void> {
    const one = await this.decidable(agent, id);
    if (one.extended || this.clock.millis() > one.dueAt.getTime()) throw new ChatError('case.too_late');
    if (!words.trim()) throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    const dueAt = await this.terms.extendedDueOf(one.workspaceId, one.receivedAt, one.jurisdiction);
    if (!dueAt) throw new ChatError('case.no_extension');
    const accountId = agent.account.id;
    await this.database.transaction(async (tx) => {
      const longer = await this.cases.extend(tx, one, dueAt, accountId);
      await this.letters.send(tx, longer, 'extended', { words }, accountId);
    });
  }

  /** Waits for something that only the person can tell. */
  async hold(agent: Agent, id: string, words: string): Promise<void> {
    const one = await this.decidable(agent, id);
    const accountId = agent.account.id;
    if (!words.trim()) throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    await this.database.transaction(async (tx) => {
      const held = await this.cases.move(tx, one, 'on_hold', { accountId });
      await this.letters.send(tx, held, 'held', { words }, accountId);
    });
  }

  async goOn(agent: Agent, id: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    if (one.state !== 'on_hold') throw new ChatError('case.state');
    await this.database.transaction((tx) => this.cases.move(tx, one, 'verified', { accountId: agent.account.id }));
  }

  async markDuplicate(agent: Agent, id: string, of: string): Promise<void> {
    const [one, other] = await Promise.all([this.cases.find(agent, id), this.cases.find(agent, of)]);
    if (one.id === other.id) throw new ChatError('case.state');
    const change = { duplicateOf: other.id };
    await this.database.transaction((tx) => this.cases.move(tx, one, 'duplicate', { accountId: agent.account.id, change }));
  }

  /** The person is told first (Art. 18(3) GDPR): the letter is written, and then the data is used again. */
  async lift(agent: Agent, id: string, words: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    const person = personOf(one);
    if (!person || one.kind !== 'restriction' || !(await this.standing.of(person)).restricted) throw new ChatError('case.state');
    await this.database.transaction(async (tx) => {
      await this.letters.send(tx, one, 'lifting', { words }, agent.account.id);
      await this.cases.audited(tx, one, 'case.lifted', agent.account.id);
    });
    await this.standing.lift(person, agent.account.id);
  }

  /** Puts words right that the person said are wrong; the log of acts says that, and not what. */
  async correct(agent: Agent, id: string, message: string, body: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    const person = personOf(one);
    if (one.kind !== 'rectification' || one.state !== 'verified' || !person) throw new ChatError('case.state');
    await this.people.correctWords(person, message, body);
    await this.database.transaction((tx) => this.cases.audited(tx, one, 'case.corrected', agent.account.id));
  }

  async note(agent: Agent, id: string, body: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    if (!body.trim()) throw new ChatError('request.invalid', { fields: { words: 'validation.missing' } });
    await this.database.transaction(async (tx) => {
      await this.cases.step(tx, one, 'note', 'note', { accountId: agent.account.id, body });
      await this.cases.audited(tx, one, 'case.noted', agent.account.id);
    });
  }

  /** The operator carries out what workspaces say, and decides about accounts only (Art. 28 GDPR). */
  private async decidable(agent: Agent, id: string): Promise<PrivacyCase> {
    const one = await this.cases.find(agent, id);
    if (one.controller === 'operator' && one.subjectKind !== 'account' && one.kind !== 'question')
      throw new ChatError('case.not_yours');
    return one;
  }
}
