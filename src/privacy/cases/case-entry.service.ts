import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Database } from '../../database/database';
import { PersonDirectory } from '../people/person-directory.service';
import { CaseLetters } from './case-letters.service';
import type { CaseKind } from './case.types';
import { CasesService } from './cases.service';
import type { PrivacyCase } from './privacy-case.entity';

/** Requests that came some other way: somebody of the team writes them down, and the clock starts. */
@Injectable()
export class CaseEntry {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly letters: CaseLetters,
    private readonly people: PersonDirectory,
  ) {}

  /** Nobody knows yet whether the address is theirs: that is for a code, or for the team, to show. */
  async byTeam(
    agent: Agent,
    { kind, email, body, language }: { kind: CaseKind; email?: string; body: string; language: string },
  ): Promise<PrivacyCase> {
    const { workspaceId, account } = agent;
    const [person] = email ? await this.people.provenBy(workspaceId, 'visitor', email) : [];
    return this.database.transaction(async (tx) => {
      const asked = { workspaceId, controller: 'workspace' as const, kind, channel: 'team' as const, language, email, body };
      const one = await this.cases.open(tx, { ...asked, person }, account.id);
      await this.letters.send(tx, one, 'received', {}, account.id);
      return one;
    });
  }
}
