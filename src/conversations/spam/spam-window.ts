import { createHmac, randomBytes } from 'node:crypto';
import type { Signals } from './spam-score';

const repeatWithin = 10 * 60_000;
const addressWithin = 60_000;
/** Shorter texts (“Hello”, “Where is my order?”) are written by many, and mean nothing. */
const shortest = 24;
const mostEntries = 20_000;
const mostVisitors = 4;

interface Repeated {
  since: number;
  visitors: string[];
}

/** What was written lately, by its checksum under a key that lives as long as the process: in memory, for minutes, on this node. */
export class SpamWindow {
  private readonly key = randomBytes(32);
  private readonly texts = new Map<string, Repeated>();
  private readonly addresses = new Map<string, number[]>();

  /** Notes a first message. @param address a mark of where it came from */
  note(workspaceId: string, visitorId: string, plain: string, address: string | undefined, now: number): Signals {
    return {
      repeats: this.repeats(workspaceId, visitorId, plain, now),
      fromAddress: this.fromAddress(workspaceId, address, now),
    };
  }

  private repeats(workspaceId: string, visitorId: string, plain: string, now: number): number {
    if (plain.length < shortest) return 0;
    const name = createHmac('sha256', this.key).update(`${workspaceId}\n${plain}`).digest('base64url');
    const known = this.texts.get(name);
    const entry = known && now - known.since < repeatWithin ? known : { since: now, visitors: [] };
    this.texts.delete(name);
    if (this.texts.size >= mostEntries) this.texts.delete(this.texts.keys().next().value!);
    this.texts.set(name, entry);
    const others = entry.visitors.filter((other) => other !== visitorId);
    if (others.length === entry.visitors.length && others.length < mostVisitors) entry.visitors.push(visitorId);
    entry.since = now;
    return others.length;
  }

  private fromAddress(workspaceId: string, address: string | undefined, now: number): number {
    if (!address) return 0;
    const name = `${workspaceId}\n${address}`;
    const times = (this.addresses.get(name) ?? []).filter((time) => now - time < addressWithin).slice(-7);
    times.push(now);
    this.addresses.delete(name);
    if (this.addresses.size >= mostEntries) this.addresses.delete(this.addresses.keys().next().value!);
    this.addresses.set(name, times);
    return times.length;
  }
}
