import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { Website } from '../../workspaces/website.entity';
import { ProactiveMessage } from './proactive-message.entity';
import { checkChoice, mostMessages } from './proactive-rules';
import type { ProactiveChoice } from './proactive.types';

/** What a website says first: its owners write it, put it in order, switch it on and off. */
@Injectable()
export class ProactiveMessages {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In the order in which they are tried. */
  list(websiteId: string): Promise<ProactiveMessage[]> {
    return this.database.read.find(ProactiveMessage, { where: { websiteId }, order: { place: 'ASC' } });
  }

  switchedOn(websiteId: string): Promise<ProactiveMessage[]> {
    return this.database.read.find(ProactiveMessage, { where: { websiteId, isOn: true }, order: { place: 'ASC' } });
  }

  /** Those of all websites of a business. */
  ofWorkspace(workspaceId: string): Promise<ProactiveMessage[]> {
    return this.database.read.findBy(ProactiveMessage, { workspaceId, isOn: true });
  }

  isUsed(websiteId: string): Promise<boolean> {
    return this.database.read.existsBy(ProactiveMessage, { websiteId, isOn: true });
  }

  /** @throws ChatError `request.not_found` for another workspace's, and for another website's */
  async one({ workspaceId }: Pick<Agent, 'workspaceId'>, websiteId: string, id: string): Promise<ProactiveMessage> {
    const message = await this.database.read.findOneBy(ProactiveMessage, { id, websiteId, workspaceId });
    if (!message) throw new ChatError('request.not_found');
    return message;
  }

  /** @throws ChatError `request.invalid`, `proactive.too_many`, `request.not_found` */
  async add(agent: Agent, websiteId: string, choice: ProactiveChoice): Promise<string> {
    checkChoice(choice);
    const { workspaceId } = agent;
    const id = newId(this.clock.millis());
    await this.changing(agent, websiteId, 'proactive.added', id, async (tx, before) => {
      if (before.length >= mostMessages) throw new ChatError('proactive.too_many');
      const place = (before.at(-1)?.place ?? 0) + 1;
      await tx.manager.insert(ProactiveMessage, {
        ...choice,
        id,
        workspaceId,
        websiteId,
        place,
        answers: 0,
        createdAt: this.clock.now(),
      });
    });
    return id;
  }

  async change(agent: Agent, websiteId: string, id: string, choice: ProactiveChoice): Promise<void> {
    checkChoice(choice);
    await this.changing(agent, websiteId, 'proactive.changed', id, async (tx, before) => {
      await tx.manager.update(ProactiveMessage, { id: known(before, id).id }, choice);
    });
  }

  async switch(agent: Agent, websiteId: string, id: string, isOn: boolean): Promise<void> {
    await this.changing(agent, websiteId, isOn ? 'proactive.switched_on' : 'proactive.switched_off', id, async (tx, before) => {
      await tx.manager.update(ProactiveMessage, { id: known(before, id).id }, { isOn });
    });
  }

  async remove(agent: Agent, websiteId: string, id: string): Promise<void> {
    await this.changing(agent, websiteId, 'proactive.removed', id, async (tx, before) => {
      await tx.manager.delete(ProactiveMessage, { id: known(before, id).id });
    });
  }

  /** One place up or down; the first and the last stay where they are. */
  async move(agent: Agent, websiteId: string, id: string, by: -1 | 1): Promise<void> {
    await this.changing(agent, websiteId, 'proactive.moved', id, async (tx, before) => {
      const from = before.indexOf(known(before, id));
      const other = before[from + by];
      if (!other) return;
      await tx.manager.update(ProactiveMessage, { id }, { place: other.place });
      await tx.manager.update(ProactiveMessage, { id: other.id }, { place: before[from].place });
    });
  }

  /** A conversation began with it. Who it was is not written down here. */
  async count(id: string): Promise<void> {
    await this.database.transaction((tx) => tx.run('UPDATE proactive_message SET answers = answers + 1 WHERE id = ?', [id]));
  }

  /** Two people who change the same website's do so one after the other. */
  private async changing(
    { workspaceId, account }: Agent,
    websiteId: string,
    action: string,
    target: string,
    work: (tx: Transaction, before: ProactiveMessage[]) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (this.database.isPostgres)
        await tx.run('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`proactive ${websiteId}`]);
      if (!(await tx.manager.existsBy(Website, { id: websiteId, workspaceId }))) throw new ChatError('request.not_found');
      await work(tx, await tx.manager.find(ProactiveMessage, { where: { websiteId, workspaceId }, order: { place: 'ASC' } }));
      await this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action, target });
    });
  }
}

function known(messages: readonly ProactiveMessage[], id: string): ProactiveMessage {
  const message = messages.find((one) => one.id === id);
  if (!message) throw new ChatError('request.not_found');
  return message;
}
