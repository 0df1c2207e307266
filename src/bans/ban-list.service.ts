import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { AddressHashes } from '../visitors/address-hashes.service';
import { Ban } from './ban.entity';
import { isWithin, parseRange, type Range } from './ban-range';

/** Somebody at the door. The address is looked at and forgotten. */
export interface Arrival {
  workspaceId: string;
  /** Missing before they have a token. */
  visitorId?: string;
  address: string;
}

/** A workspace's bans, as the doors ask for them; times in milliseconds. */
interface Known {
  visitors: Map<string, number>;
  marks: Map<string, number>;
  ranges: { range: Range; until: number }[];
}

/** Another node may change a list without this one hearing of it: nothing is believed for longer. */
const maximumAge = 10_000;
const mostWorkspaces = 5_000;

/** Whether somebody may come in. Asked by every door, so it answers from memory. */
@Injectable()
export class BanList {
  private readonly known = new Map<string, Promise<Known>>();
  private readonly readAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly hashes: AddressHashes,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    events.on('ban.changed', ({ workspaceId }) => this.forget(workspaceId));
    // Who was erased is banned no more, and known no more.
    events.on('person.erased', ({ workspaceId }) => this.forget(workspaceId));
  }

  /** @throws ChatError visitor.banned, with the time until which */
  async check(arrival: Arrival): Promise<void> {
    const until = await this.until(arrival);
    if (until) throw new ChatError('visitor.banned', { until: new Date(until).toISOString() });
  }

  /** @returns the end of the longest ban that is on them, in milliseconds; undefined if none is */
  async until({ workspaceId, visitorId, address }: Arrival): Promise<number | undefined> {
    const { visitors, marks, ranges } = await this.of(workspaceId);
    const ends = [visitors.get(visitorId ?? '')];
    if (marks.size) {
      const own = this.hashes.of(workspaceId, address);
      if (own) ends.push(marks.get(own.address), marks.get(own.network));
    }
    for (const { range, until } of ranges) if (isWithin(address, range)) ends.push(until);
    const last = Math.max(...ends.map((end) => end ?? 0));
    return last > this.clock.millis() ? last : undefined;
  }

  private of(workspaceId: string): Promise<Known> {
    const now = this.clock.millis();
    const known = this.known.get(workspaceId);
    if (known && now - this.readAt.get(workspaceId)! < maximumAge) return known;
    if (this.known.size >= mostWorkspaces) this.known.clear();
    const reading = this.read(workspaceId, now);
    this.known.set(workspaceId, reading);
    this.readAt.set(workspaceId, now);
    reading.catch(() => this.known.get(workspaceId) === reading && this.forget(workspaceId));
    return reading;
  }

  private async read(workspaceId: string, now: number): Promise<Known> {
    const rows = await this.database.read.findBy(Ban, { workspaceId, until: MoreThan(new Date(now)) });
    const known: Known = { visitors: new Map(), marks: new Map(), ranges: [] };
    for (const { kind, visitorId, mark, until } of rows) {
      const end = until.getTime();
      if (kind === 'range') known.ranges.push({ range: parseRange(mark), until: end });
      else if (kind === 'visitor') known.visitors.set(visitorId ?? '', end);
      else known.marks.set(mark, Math.max(end, known.marks.get(mark) ?? 0));
    }
    return known;
  }

  private forget(workspaceId: string): void {
    this.known.delete(workspaceId);
    this.readAt.delete(workspaceId);
  }
}
