import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account } from '../accounts/account.entity';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';

const memory = 10_000;

/** The display names of agents. Visitors learn these and nothing else about the team. */
@Injectable()
export class People {
  private readonly names = new Map<string, { name: string; until: number }>();

  constructor(
    private readonly database: Database,
    events: EventBus,
  ) {
    events.on('member.changed', ({ accountId }) => void this.names.delete(accountId));
    events.on('profile.changed', ({ accountId }) => void this.names.delete(accountId));
  }

  async nameOf(accountId: string): Promise<string> {
    return this.remembered(accountId) ?? (await this.namesOf([accountId])).get(accountId) ?? '';
  }

  /** The name if it is at hand: the fan-out of messages does not wait for what it knows. */
  remembered(accountId: string): string | undefined {
    if (!accountId) return '';
    const known = this.names.get(accountId);
    return known && known.until > Date.now() ? known.name : undefined;
  }

  async namesOf(accountIds: Iterable<string>): Promise<Map<string, string>> {
    const wanted = [...new Set(accountIds)].filter(Boolean);
    const missing = wanted.filter((id) => this.remembered(id) === undefined);
    const accounts = missing.length ? await this.database.read.findBy(Account, { id: In(missing) }) : [];
    for (const { id, name } of accounts) this.names.set(id, { name, until: Date.now() + memory });
    return new Map(wanted.map((id) => [id, this.names.get(id)?.name ?? '']));
  }
}
