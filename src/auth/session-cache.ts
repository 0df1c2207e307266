import type { Agent } from '../common/access';

/** What a session's token stands for. */
export interface SignedIn {
  agent: Agent;
  sessionId: string;
  /** The workspace wants a second factor that the person does not have yet: only its set-up is open to them. */
  owesFactor?: boolean;
}

interface Entry {
  signedIn: SignedIn;
  readAt: number;
}

const maximumAge = 5_000;
const maximumSize = 10_000;

/** Keeps what was read for a few seconds, so that one page with its frames and files asks the database once. */
export class SessionCache {
  private readonly entries = new Map<string, Entry>();
  /** Counts what made entries untrue: a reading that began before must not be kept after it. */
  generation = 0;

  get(sessionId: string, now: number): SignedIn | undefined {
    const entry = this.entries.get(sessionId);
    return entry && now - entry.readAt < maximumAge ? entry.signedIn : undefined;
  }

  put(signedIn: SignedIn, now: number, generation: number): void {
    if (generation !== this.generation) return;
    if (this.entries.size >= maximumSize) this.entries.clear();
    this.entries.set(signedIn.sessionId, { signedIn, readAt: now });
  }

  forget(untrue: (signedIn: SignedIn) => boolean): void {
    this.generation++;
    for (const [id, { signedIn }] of this.entries) if (untrue(signedIn)) this.entries.delete(id);
  }
}
