import type { Fault, ServerFrame } from '../protocol';

const answerWithin = 10_000;

/** Frames that somebody waits for an answer to, found again by their `ref`. */
export class Answers {
  private readonly waiting = new Map<string, (fault?: Fault) => void>();
  private count = 0;

  /** Sends with a new `ref`. Resolves with what was refused, with nothing if all is well. */
  ask(send: (ref: string) => void): Promise<Fault | undefined> {
    const ref = `ask-${++this.count}`;
    return new Promise((resolve) => {
      const settle = (fault?: Fault) => {
        clearTimeout(late);
        this.waiting.delete(ref);
        resolve(fault);
      };
      const late = setTimeout(() => settle({ code: 'answer.late', message: '' }), answerWithin);
      this.waiting.set(ref, settle);
      send(ref);
    });
  }

  take(frame: ServerFrame): void {
    if (frame.ref) this.waiting.get(frame.ref)?.(frame.event === 'error' ? frame.data : undefined);
  }
}
