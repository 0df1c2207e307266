import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { LegalIdentities } from '../../workspaces/legal-identities.service';

/**
 * Who runs this server, and answers for accounts. Of the visitors of other workspaces the operator decides nothing: there it only carries
 * out what those say (Art. 28 GDPR).
 */
@Injectable()
export class Operator {
  constructor(private readonly identities: LegalIdentities) {}

  /** The operator's own workspace: the first one. */
  async workspaceId(): Promise<string> {
    return (await this.identities.operatorWorkspace()) ?? '';
  }

  is(agent: Pick<Agent, 'workspaceId' | 'role'>): Promise<boolean> {
    return this.identities.isOperator(agent);
  }
}
