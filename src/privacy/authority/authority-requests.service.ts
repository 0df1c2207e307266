import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import { ExportService } from '../export/export.service';
import { PersonDirectory } from '../people/person-directory.service';
import type { Person } from '../privacy.types';
import { AuthorityRequest } from './authority-request.entity';
import { DisclosureRegister } from './disclosure-register.service';

/** Exports for authorities: what one person asks for, another one approves. Nobody alone can take somebody's data out of the house. */
@Injectable()
export class AuthorityRequests {
  constructor(
    private readonly database: Database,
    private readonly exports: ExportService,
    private readonly people: PersonDirectory,
    private readonly register: DisclosureRegister,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError `person.unknown` */
  async ask(
    { workspaceId, account }: Agent,
    person: Person,
    asked: Pick<AuthorityRequest, 'authority' | 'reference' | 'law'>,
  ): Promise<string> {
    if (person.workspaceId !== workspaceId || !(await this.people.contactOf(person))) throw new ChatError('person.unknown');
    const at = this.clock.now();
    const id = newId(at.getTime());
    await this.database.transaction(async (tx) => {
      const subject = { workspaceId, subjectKind: person.kind, subjectId: person.id };
      const open = { state: 'asked' as const, askedBy: account.id, decidedBy: null, exportId: null, at, decidedAt: null };
      await tx.manager.insert(AuthorityRequest, { id, ...subject, ...asked, ...open });
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: 'authority.asked',
        target: id,
      });
    });
    return id;
  }

  /** @throws ChatError `authority.same_person` for whoever asked for it */
  async approve(agent: Agent, id: string): Promise<void> {
    const one = await this.find(agent, id);
    if (one.askedBy === agent.account.id) throw new ChatError('authority.same_person');
    await this.decide(agent, one, 'approved');
    const exportId = await this.exports.begin(personOf(one), 'en', agent.account.id);
    await this.database.transaction((tx) => tx.manager.update(AuthorityRequest, { id }, { exportId }));
  }

  async refuse(agent: Agent, id: string): Promise<void> {
    await this.decide(agent, await this.find(agent, id), 'refused');
  }

  /** @returns an address that is good for one download */
  async download(agent: Agent, id: string): Promise<string> {
    const one = await this.find(agent, id);
    if (one.state !== 'approved' || !one.exportId) throw new ChatError('export.not_ready');
    return (await this.exports.ticket(personOf(one), one.exportId)).path;
  }

  list(workspaceId: string): Promise<AuthorityRequest[]> {
    return this.database.read.find(AuthorityRequest, { where: { workspaceId }, order: { id: 'DESC' }, take: 100 });
  }

  /** The register is written in the transaction of the decision: there is no approval that it does not know. */
  private async decide({ workspaceId, account }: Agent, one: AuthorityRequest, state: 'approved' | 'refused'): Promise<void> {
    await this.database.transaction(async (tx) => {
      const sql =
        "UPDATE authority_request SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'asked' RETURNING id";
      const [mine] = await tx.run(sql, [state, account.id, this.clock.millis(), one.id]);
      if (!mine) throw new ChatError('case.state');
      if (state === 'approved') await this.register.write(tx, { person: personOf(one), recipient: one.authority, law: one.law });
      await this.audit.record(tx, {
        workspaceId,
        accountId: account.id,
        from: account.from,
        action: `authority.${state}`,
        target: one.id,
      });
    });
  }

  private async find({ workspaceId }: Agent, id: string): Promise<AuthorityRequest> {
    const one = await this.database.read.findOneBy(AuthorityRequest, { id, workspaceId });
    if (!one) throw new ChatError('request.not_found');
    return one;
  }
}

const personOf = ({ workspaceId, subjectKind: kind, subjectId: id }: AuthorityRequest): Person => ({ workspaceId, kind, id });
