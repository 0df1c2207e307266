import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { AgreementAcceptance } from './agreement-acceptance.entity';
import { agreement, agreementVersion } from './documents/agreement';
import type { PaperContext } from './paper-context.service';

/** The data-processing agreement of a workspace with the operator, accepted by version (Art. 28(3) GDPR). */
@Injectable()
export class Agreements {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** What was accepted last; it counts only if its text is what it says today. */
  async accepted(context: PaperContext): Promise<(AgreementAcceptance & { isCurrent: boolean }) | undefined> {
    const found = await this.database.read.findOneBy(AgreementAcceptance, {
      workspaceId: context.workspaceId,
      version: agreementVersion,
    });
    return found ? { ...found, isCurrent: found.hash === this.hash(context) } : undefined;
  }

  /** SHA-256 of the text that is there to be accepted. */
  hash(context: PaperContext): string {
    return createHash('sha256')
      .update(JSON.stringify(agreement(context)))
      .digest('hex');
  }

  /** @throws ChatError `agreement.changed` if another text was read */
  async accept({ workspaceId, account }: Agent, context: PaperContext, hash: string): Promise<void> {
    if (hash !== this.hash(context)) throw new ChatError('agreement.changed');
    const text = JSON.stringify(agreement(context));
    const acceptance = {
      workspaceId,
      version: agreementVersion,
      hash,
      text,
      acceptedBy: account.id,
      acceptedAt: this.clock.now(),
    };
    await this.database.transaction(async (tx) => {
      await tx.manager.save(AgreementAcceptance, acceptance);
      const act = { action: 'agreement.accepted', target: workspaceId, details: { version: agreementVersion } };
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, ...act });
    });
  }
}
