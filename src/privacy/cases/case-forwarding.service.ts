import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { PersonDirectory } from '../people/person-directory.service';
import { CaseLetters } from './case-letters.service';
import { mayMove } from './case-rules';
import type { CaseController } from './case.types';
import { CasesService } from './cases.service';
import { Operator } from './operator.service';
import type { PrivacyCase } from './privacy-case.entity';

/**
 * Requests that reached the wrong one: the operator hands them to the workspace whose visitor asks, a workspace hands what is about an
 * account to the operator. The clock goes on, and whoever handed it on does not see it any more.
 */
@Injectable()
export class CaseForwarding {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly letters: CaseLetters,
    private readonly people: PersonDirectory,
    private readonly operator: Operator,
  ) {}

  /** @param to a workspace's id; what a workspace passes on goes to the operator */
  async forward(agent: Agent, id: string, to: string): Promise<void> {
    const one = await this.cases.find(agent, id);
    const toOperator = one.controller === 'workspace';
    if (!mayMove(one.state, 'forwarded') || (toOperator && one.subjectKind === 'visitor')) throw new ChatError('case.state');
    const workspaceId = toOperator ? await this.operator.workspaceId() : to;
    const controller: CaseController = toOperator ? 'operator' : 'workspace';
    const subject = await this.subjectAt(one, workspaceId, controller);
    const accountId = agent.account.id;
    await this.database.transaction(async (tx) => {
      const exists = await tx.run('SELECT id FROM workspace WHERE id = ?', [workspaceId]);
      if (!exists.length) throw new ChatError('request.not_found');
      const forwarded = await this.cases.move(tx, one, 'forwarded', {
        accountId,
        change: { workspaceId, controller, ...subject },
      });
      await this.letters.send(tx, forwarded, 'forwarded', {}, accountId);
      await this.cases.move(tx, forwarded, one.proof ? 'verified' : 'unverified', {});
    });
  }

  /** Whom the address was shown to be of, where it goes: a code that was given counts there, too. */
  private async subjectAt({ proof, email, subjectId }: PrivacyCase, workspaceId: string, controller: CaseController) {
    if (proof !== 'code' || !email || subjectId) return {};
    const [person] = await this.people.provenBy(workspaceId, controller === 'operator' ? 'account' : 'visitor', email);
    return person ? { subjectKind: person.kind, subjectId: person.id, subjectWorkspaceId: person.workspaceId } : {};
  }
}
