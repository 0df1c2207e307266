import type { Unconfirmed } from '../memory';
import type { Fault } from '../protocol';

export interface Outgoing extends Unconfirmed {
  state: 'pending' | 'failed' | 'sent';
  /** How often it was sent, or refused for a while. */
  attempts: number;
  /** In flight: no answer is expected after this time. */
  deadline?: number;
  /** The server asked to wait until this time. */
  notBefore?: number;
}

const answerWithin = 10_000;
const patience = 20_000;
const attemptsAtMost = 4;

/**
 * The messages on their way. Each keeps its id through every retry, so that sending again is harmless, and none leaves
 * the list before the server has said that it is on disk. Times are milliseconds since 1970.
 */
export class OutgoingList {
  private entries: Outgoing[];

  constructor(
    remembered: Unconfirmed[],
    private readonly changed: (unconfirmed: Unconfirmed[]) => void,
  ) {
    this.entries = remembered.map((entry) => ({ ...entry, state: 'pending', attempts: 0 }));
  }

  get all(): readonly Outgoing[] {
    return this.entries;
  }

  get waiting(): boolean {
    return this.entries.some(({ state }) => state === 'pending');
  }

  add(message: Unconfirmed): void {
    this.entries.push({ ...message, state: 'pending', attempts: 0 });
    this.keep();
  }

  /** What is to be sent now, in order. A message that has to wait holds back those behind it. */
  due(now: number): Outgoing[] {
    const due: Outgoing[] = [];
    for (const entry of this.entries) {
      if (entry.state !== 'pending' || entry.deadline) continue;
      if ((entry.notBefore ?? 0) > now) break;
      entry.deadline = now + answerWithin;
      entry.attempts += 1;
      due.push(entry);
    }
    return due;
  }

  /** The connection is gone: what was in flight goes again on the next one. */
  lost(): void {
    for (const entry of this.entries) entry.deadline = undefined;
  }

  sent(id: string): Outgoing | undefined {
    const entry = this.entries.find((one) => one.id === id);
    if (entry) Object.assign(entry, { state: 'sent', deadline: undefined });
    this.keep();
    return entry;
  }

  /** The message stands in the timeline now. */
  settle(id: string): void {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.id !== id);
    if (before !== this.entries.length) this.keep();
  }

  refused(id: string, { retryAfter }: Pick<Fault, 'retryAfter'>, now: number): void {
    const entry = this.entries.find((one) => one.id === id && one.state === 'pending');
    if (!entry) return;
    entry.deadline = undefined;
    if (retryAfter && entry.attempts < attemptsAtMost) entry.notBefore = now + retryAfter * 1000;
    else entry.state = 'failed';
  }

  /** Nothing goes before the server has what it asked for. */
  hold(id: string): void {
    for (const entry of this.entries)
      if (entry.state === 'pending') {
        if (entry.id === id) entry.deadline = undefined;
        if (!entry.deadline) entry.notBefore = Infinity;
      }
  }

  release(): void {
    for (const entry of this.entries) if (entry.notBefore === Infinity) entry.notBefore = undefined;
  }

  /** Nothing can be sent at all: the server will not have us. */
  refuseAll(): void {
    for (const entry of this.entries) if (entry.state === 'pending') entry.state = 'failed';
  }

  /** True if an answer is overdue: the connection looks open and is dead. */
  overdue(now: number): boolean {
    const late = this.entries.filter(({ deadline }) => deadline && deadline <= now);
    for (const entry of late) {
      entry.deadline = undefined;
      if (entry.attempts >= attemptsAtMost) entry.state = 'failed';
    }
    return late.length > 0;
  }

  /** What failed goes again, in its order; what waits does so no longer. */
  retry(): void {
    for (const entry of this.entries) {
      if (entry.state !== 'sent' && !entry.deadline)
        Object.assign(entry, { state: 'pending', attempts: 0, notBefore: undefined });
    }
  }

  /** When to look again. */
  next(): number | undefined {
    const times = this.entries
      .filter(({ state }) => state === 'pending')
      .flatMap(({ deadline, notBefore }) => deadline ?? notBefore ?? [])
      .filter((time) => time < Infinity);
    return times.length ? Math.min(...times) : undefined;
  }

  private keep(): void {
    this.changed(
      this.entries
        .filter(({ state }) => state !== 'sent')
        .map(({ id, body, attachments, at, shown }) => ({ id, body, attachments, at, ...(shown && { shown }) })),
    );
  }
}

/** A message that has been on its way for long shows as not sent, with "Try again", though it still goes when it can. */
export function looksFailed({ state, at }: Outgoing, now: number): boolean {
  return state === 'failed' || (state === 'pending' && now - at > patience);
}
