import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { Agent } from '../../../common/access';
import { Clock } from '../../../common/clock';
import { Database } from '../../../database/database';
import type { CaseKind, CaseState } from '../case.types';
import { Operator } from '../operator.service';
import { PrivacyCase } from '../privacy-case.entity';

const over: CaseState[] = ['complete', 'refused', 'duplicate'];
/** What is done here, with nobody of the team to do anything. */
const underWay: CaseState[] = [...over, 'executing', 'awaiting_recipients'];
const shown = 100;

/** The cases of a desk: what somebody has to answer, the most urgent first. */
@Injectable()
export class CaseQueue {
  constructor(
    private readonly database: Database,
    private readonly operator: Operator,
    private readonly clock: Clock,
  ) {}

  async list(agent: Agent, { done, kind }: { done: boolean; kind?: CaseKind }): Promise<PrivacyCase[]> {
    const base = { ...(await this.own(agent)), ...(kind && { kind }) };
    if (done)
      return this.database.read.find(PrivacyCase, { where: { ...base, state: In(over) }, order: { id: 'DESC' }, take: shown });
    const open = await this.database.read.find(PrivacyCase, {
      where: { ...base, state: Not(In(over)) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: shown,
    });
    return open.sort((one, other) => Number(other.expedited) - Number(one.expedited));
  }

  /** How many are late, for the red line; by the index. */
  async overdue(agent: Agent): Promise<number> {
    return (await this.late(agent)).length;
  }

  private async late(agent: Agent): Promise<PrivacyCase[]> {
    const open = await this.database.read.find(PrivacyCase, {
      where: { ...(await this.own(agent)), state: Not(In(underWay)) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: shown,
    });
    return open.filter(({ dueAt }) => dueAt.getTime() < this.clock.millis());
  }

  /** A workspace has its own; the operator has those about accounts besides. */
  private async own(agent: Agent) {
    const { workspaceId } = agent;
    return { workspaceId, ...(!(await this.operator.is(agent)) && { controller: 'workspace' as const }) };
  }
}
