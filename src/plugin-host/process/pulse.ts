/** Whether a process was asked for a sign of life and has not given it yet. Nobody should be sent to it until it has. */
export class Pulse {
  private open = 0;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly graceMillis: number,
    private readonly stopped: () => void,
  ) {}

  /** @returns what to call when the sign comes; without it within the grace the process has stopped turning */
  ask(): () => void {
    this.open++;
    const timer = setTimeout(this.stopped, this.graceMillis);
    let answered = false;
    return () => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      if (--this.open) return;
      for (const go of this.waiting.splice(0)) go();
    };
  }

  /** Settles when every question was answered, or when the process is gone. */
  felt(): Promise<void> {
    return this.open ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve();
  }
}
