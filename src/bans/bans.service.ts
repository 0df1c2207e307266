import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import type { Agent } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { AddressHashes } from '../visitors/address-hashes.service';
import { Arrivals } from '../visitors/arrivals.service';
import { Ban, type BanKind } from './ban.entity';
import { readTyped } from './ban-range';

const day = 86_400_000;
/** Nobody is banned for ever, least of all by accident. */
export const longestBan = 366 * day;
/** They are all kept in memory while the workspace chats. */
const mostBans = 5_000;

export interface NewBan {
  reason: string;
  until: Date;
}
export type VisitorBanKind = Exclude<BanKind, 'range'>;

/** Puts bans on and lifts them; each holds in its own workspace, and ends by itself. */
@Injectable()
export class BansService {
  constructor(
    private readonly database: Database,
    private readonly arrivals: Arrivals,
    private readonly hashes: AddressHashes,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @throws ChatError ban.no_address where it is not known any more where they came from */
  async banVisitor(agent: Agent, visitorId: string, kind: VisitorBanKind, ban: NewBan): Promise<void> {
    if (kind === 'visitor') return this.put(agent, { kind, visitorId, mark: '' }, ban);
    const marks = await this.arrivals.marksOf(agent.workspaceId, visitorId);
    if (!marks) throw new ChatError('ban.no_address');
    await this.put(agent, { kind, visitorId, mark: marks[kind] }, ban);
  }

  /** An address or a network that an admin typed. @throws ChatError request.invalid */
  async banTyped(agent: Agent, text: string, ban: NewBan): Promise<void> {
    const typed = readTyped(text);
    if (typeof typed === 'string') throw new ChatError('request.invalid', { fields: { address: typed } });
    if ('range' in typed) return this.put(agent, { kind: 'range', visitorId: null, mark: typed.range }, ban);
    const { address } = this.hashes.of(agent.workspaceId, typed.address)!;
    await this.put(agent, { kind: 'address', visitorId: null, mark: address }, ban);
  }

  /** @throws ChatError ban.not_found, also for another workspace's */
  async lift({ workspaceId, account }: Agent, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ban = await tx.manager.findOneBy(Ban, { id, workspaceId });
      if (!ban) throw new ChatError('ban.not_found');
      await tx.manager.delete(Ban, { id, workspaceId });
      const act = { workspaceId, accountId: account.id, action: 'ban.lifted', target: ban.visitorId ?? id };
      await this.audit.record(tx, { ...act, details: { ban: id, kind: ban.kind } });
      tx.afterCommit(() => this.events.publish('ban.changed', { workspaceId }));
    });
  }

  /** Those on a visitor: by who they are, and by where they were last here from. */
  async onVisitor(workspaceId: string, visitorId: string): Promise<Ban[]> {
    const marks = await this.arrivals.marksOf(workspaceId, visitorId);
    const where = { workspaceId, until: MoreThan(this.clock.now()) };
    const ways = [{ ...where, kind: 'visitor' as const, visitorId }];
    const byMark = marks
      ? [
          { ...where, mark: marks.address },
          { ...where, mark: marks.network },
        ]
      : [];
    return this.database.read.find(Ban, { where: [...ways, ...byMark], order: { id: 'DESC' } });
  }

  private async put(
    { workspaceId, account }: Agent,
    { kind, visitorId, mark }: Pick<Ban, 'kind' | 'visitorId' | 'mark'>,
    { reason, until }: NewBan,
  ): Promise<void> {
    const at = this.clock.now();
    if (!(until > at) || until.getTime() > at.getTime() + longestBan)
      throw new ChatError('request.invalid', { fields: { until: 'bans.wrongEnd' } });
    await this.database.transaction(async (tx) => {
      // The same ban again is the newer one: its reason, its end.
      const same = kind === 'visitor' ? { kind, visitorId: visitorId! } : { kind, mark };
      await tx.manager.delete(Ban, { workspaceId, ...same });
      const active = await tx.manager.countBy(Ban, { workspaceId, until: MoreThan(at) });
      if (active >= mostBans) throw new ChatError('ban.too_many');
      const id = newId(at.getTime());
      await tx.manager.insert(Ban, { id, workspaceId, kind, visitorId, mark, reason, bannedBy: account.id, at, until });
      const days = Math.ceil((until.getTime() - at.getTime()) / day);
      const act = { workspaceId, accountId: account.id, action: 'ban.put', target: visitorId ?? id };
      await this.audit.record(tx, { ...act, details: { ban: id, kind, days } });
      tx.afterCommit(() => this.events.publish('ban.changed', { workspaceId }));
    });
  }
}
