import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseSetting } from '../../privacy/cases/case-setting.entity';
import { LegalIdentity, operatorHolder } from '../../workspaces/legal-identity.entity';
import { Workspace } from '../../workspaces/workspace.entity';
import type { PersonKind } from '../questions/consent-needs.service';

/** What stood around a choice, whoever made it. */
export interface ReceiptFacts {
  /** Version of the notice; '' if there was none. */
  notice: string;
  controller: string;
  /** Law, such as `gdpr`. */
  jurisdiction: string;
}
/** Reads with the manager that it is given: a second connection, for each of many who choose at once, would end in all waiting for all. */
type Source = (workspaceId: string, kind: PersonKind, manager: EntityManager) => Promise<Partial<ReceiptFacts>>;

/** Where nobody chose another law. */
const usualLaw = 'gdpr';

/** What a receipt says beside the choice: who answers for it, under which law, and (registered by its room) which notice stood there. */
@Injectable()
export class ReceiptFactsService {
  private readonly sources: Source[] = [];

  register(source: Source): void {
    this.sources.push(source);
  }

  async of(manager: EntityManager, workspaceId: string, kind: PersonKind): Promise<ReceiptFacts> {
    const identity = await manager.findOneBy(LegalIdentity, { holder: kind === 'visitor' ? workspaceId : operatorHolder });
    const law = await manager.findOneBy(CaseSetting, { workspaceId });
    const own = {
      notice: '',
      controller: identity?.legalName || (await manager.findOneByOrFail(Workspace, { id: workspaceId })).name,
      jurisdiction: law?.jurisdiction ?? usualLaw,
    };
    for (const source of this.sources) Object.assign(own, await source(workspaceId, kind, manager));
    return own;
  }
}
