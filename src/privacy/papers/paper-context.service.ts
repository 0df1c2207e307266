import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Texts } from '../../common/texts';
import { LegalIdentities, type IdentityFields } from '../../workspaces/legal-identities.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { Facts } from '../notice/facts.service';
import type { NoticeFacts, Value } from '../notice/notice.types';
import { Wording } from '../notice/wording';

export type T = (key: string, values?: Record<string, string | number>) => string;

/** What papers are made of: the same facts as the notice. */
export interface PaperContext {
  workspaceId: string;
  facts: NoticeFacts;
  /** What is held of accounts; of interest to the operator. */
  accounts: NoticeFacts;
  workspace: IdentityFields;
  operator: IdentityFields;
  date: Date;
  t: T;
  /** A value of the notice, in words. */
  say: (value: Value) => string;
}

@Injectable()
export class PaperContexts {
  private readonly wording: Wording;

  constructor(
    private readonly facts: Facts,
    private readonly identities: LegalIdentities,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {
    this.wording = new Wording(texts, 'en');
  }

  async of(workspaceId: string): Promise<PaperContext> {
    const [facts, accounts, workspace, operator] = await Promise.all([
      this.facts.of(workspaceId, 'published'),
      this.facts.of(operatorHolder, 'published'),
      this.identities.of(workspaceId),
      this.identities.ofOperator(),
    ]);
    const t: T = (key, values) => this.texts.t('en', key, values);
    const say = (value: Value) => this.wording.words(value);
    return { workspaceId, facts, accounts, workspace, operator, date: this.clock.now(), t, say };
  }
}
