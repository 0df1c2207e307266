import type { ClientFrame, ServerFrame } from '../protocol';
import { Refusal, request, requestJson } from './http';
import type { Link, LinkEvents } from './link';

/** What we hold already, for the server to answer with what is new. */
export interface Position {
  after?: number;
  state?: string;
}

const wait = 25;
const answerWithin = (wait + 10) * 1000;
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** The long-poll way, for networks and policies that block sockets: same frames, same promises. */
export class PollLink implements Link {
  private readonly address: string;
  private polling = new AbortController();
  private queue: Promise<void> = Promise.resolve();
  private over = false;
  /** The next poll shall not wait. */
  private fresh = true;
  private quick = false;

  constructor(
    base: string,
    private readonly token: string,
    private readonly position: () => Position,
    private readonly events: LinkEvents,
  ) {
    this.address = `${base}/widget/v1/events`;
    void this.poll();
  }

  /** One after the other, so that messages arrive in order. Each poll resumes by itself. */
  send(frame: ClientFrame): void {
    if (frame.event === 'conversation.resume') return;
    this.queue = this.queue.then(async () => {
      if (this.over) return;
      try {
        this.deliver(await requestJson<ServerFrame>(this.address, this.token, frame));
      } catch (error) {
        if (!(error instanceof Refusal)) this.end();
        else this.deliver({ event: 'error', data: { id: (frame.data as { id?: string }).id, ...error.fault }, ref: frame.ref });
      }
    });
  }

  check(): void {
    if (this.quick) return;
    this.fresh = true;
    this.polling.abort();
  }

  close(): void {
    this.over = true;
    this.polling.abort();
  }

  private async poll(): Promise<void> {
    let announced = false;
    while (!this.over) {
      const began = Date.now();
      const polling = (this.polling = new AbortController());
      const deadline = setTimeout(() => polling.abort(), answerWithin);
      const quick = (this.quick = this.fresh);
      this.fresh = false;
      try {
        const response = await request(`${this.address}?${this.query(quick)}`, this.token, { signal: polling.signal });
        const { events } = (await response.json()) as { events: ServerFrame[] };
        if (!announced && !this.over) this.events.up();
        announced = true;
        for (const frame of events) this.deliver(frame);
      } catch (error) {
        if (error instanceof Refusal) return this.end(error);
        // Stopped by `check`: ask again at once. Anything else, the deadline included, is a network that is gone.
        if (!this.fresh) return this.end();
      } finally {
        clearTimeout(deadline);
      }
      // A server or proxy that answers at once with nothing must not be asked without end.
      if (!quick && !this.fresh && Date.now() - began < 200) await pause(300);
    }
  }

  private query(quick: boolean): URLSearchParams {
    const { after, state } = this.position();
    const query = new URLSearchParams({ wait: String(quick ? 0 : wait) });
    if (after !== undefined) query.set('after', String(after));
    if (state !== undefined) query.set('state', state);
    return query;
  }

  private deliver(frame: ServerFrame): void {
    if (!this.over) this.events.frame(frame);
  }

  private end(refusal?: Refusal): void {
    if (this.over) return;
    this.close();
    this.events.down(refusal?.fault);
  }
}
