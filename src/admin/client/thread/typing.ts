const repeatMillis = 4000;
const silenceMillis = 5000;

/** Says "is writing" while keys are struck: again every four seconds, and "no longer" after a silence. */
export class TypingSignal {
  private saidAt = -Infinity;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly say: (on: boolean) => void,
    private readonly now: () => number = Date.now,
  ) {}

  stroke(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.stop(), silenceMillis);
    if (this.now() - this.saidAt < repeatMillis) return;
    this.saidAt = this.now();
    this.say(true);
  }

  stop(): void {
    clearTimeout(this.silence);
    if (this.saidAt === -Infinity) return;
    this.saidAt = -Infinity;
    this.say(false);
  }
}
