import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { MailService } from '../../outbox/mail.service';
import { MembersService } from '../../workspaces/members.service';
import { LegalIdentity, operatorHolder } from '../../workspaces/legal-identity.entity';
import { clockOf } from './breach-clock';
import { Breach } from './breach.entity';

export type NewBreach = Pick<Breach, 'role' | 'discoveredAt' | 'what' | 'categories' | 'people'>;
export type Assessment = Pick<Breach, 'risk' | 'consequences' | 'measures' | 'reason' | 'people'>;
export const breachSteps = ['authority', 'people', 'controllers', 'closed'] as const;
export type BreachStep = (typeof breachSteps)[number];

const columnOf = {
  authority: 'authorityToldAt',
  people: 'peopleToldAt',
  controllers: 'controllersToldAt',
  closed: 'closedAt',
} as const;

/** The register of breaches, with its clock. */
@Injectable()
export class Breaches {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly mails: MailService,
    private readonly members: MembersService,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  list(workspaceId: string): Promise<Breach[]> {
    return this.database.read.find(Breach, { where: { workspaceId }, order: { id: 'DESC' } });
  }

  /** @throws ChatError `request.not_found` */
  async get(workspaceId: string, id: string): Promise<Breach> {
    const breach = await this.database.read.findOneBy(Breach, { id, workspaceId });
    if (!breach) throw new ChatError('request.not_found');
    return breach;
  }

  /** How many wait for somebody past their time. */
  async late(workspaceId: string): Promise<number> {
    const now = this.clock.now();
    return (await this.list(workspaceId)).filter((breach) => clockOf(breach, now).late).length;
  }

  async record({ workspaceId, account }: Agent, breach: NewBreach): Promise<string> {
    return this.database.transaction(async (tx) => {
      const id = await this.insert(tx, workspaceId, breach, account.id);
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'breach.recorded',
        target: id,
      });
      return id;
    });
  }

  async assess(agent: Agent, id: string, assessment: Assessment): Promise<void> {
    const { workspaceId, account } = agent;
    await this.get(workspaceId, id);
    await this.database.transaction(async (tx) => {
      await tx.manager.update(Breach, { id, workspaceId }, assessment);
      const details = { risk: assessment.risk };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'breach.assessed',
        target: id,
        details,
      });
    });
  }

  /** Notes that somebody was told, or that it is over. Whoever works for others tells them by this: a mail goes to each workspace. */
  async step(agent: Agent, id: string, step: BreachStep): Promise<void> {
    const { workspaceId, account } = agent;
    const breach = await this.get(workspaceId, id);
    const column = columnOf[step];
    if (breach[column]) return;
    await this.database.transaction(async (tx) => {
      await tx.manager.update(Breach, { id, workspaceId }, { [column]: this.clock.now() });
      if (step === 'controllers') await this.tellControllers(tx, breach);
      const details = { step };
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'breach.step',
        target: id,
        details,
      });
    });
  }

  /** Each of them gets a mail, and an entry in its own register: from now on its own clock runs. */
  private async tellControllers(tx: Transaction, { workspaceId, what, categories, people, measures }: Breach): Promise<void> {
    const identities = await tx.manager.find(LegalIdentity);
    const operator = identities.find(({ holder }) => holder === operatorHolder)?.legalName ?? '';
    for (const { holder, contact } of identities) {
      if (holder === operatorHolder || holder === workspaceId) continue;
      const told = { role: 'controller' as const, discoveredAt: this.clock.now(), what, categories, people };
      const id = await this.insert(tx, holder, told, null);
      await this.audit.record(tx, { workspaceId: holder, accountId: null, action: 'breach.recorded', target: id });
      await this.mails.send(tx, {
        workspaceId: holder,
        to: contact,
        // Whoever owns the workspace answers for its address.
        about: { kind: 'account', id: await this.ownerOf(holder) },
        subject: this.texts.t('en', 'email.breachSubject'),
        template: 'emails/breach',
        model: { operator, what, measures },
      });
    }
  }

  private async ownerOf(workspaceId: string): Promise<string> {
    return (await this.members.list(workspaceId)).find(({ role }) => role === 'owner')?.id ?? workspaceId;
  }

  private async insert(tx: Transaction, workspaceId: string, breach: NewBreach, recordedBy: string | null): Promise<string> {
    const id = newId(this.clock.millis());
    const open = { authorityToldAt: null, peopleToldAt: null, controllersToldAt: null, closedAt: null };
    const unknown = { risk: 'unknown' as const, consequences: '', measures: '', reason: '' };
    await tx.manager.insert(Breach, { id, workspaceId, ...breach, ...open, ...unknown, recordedBy });
    return id;
  }
}
