import type { ProcessLimits } from './process-limits';
import type { Usage } from './usage';

/** Milliseconds: when, and the processor time until then. */
interface Look {
  at: number;
  processor: number;
}

/** Judges what one process takes of the machine, look by look. */
export class LoadWatch {
  memoryBytes?: number;
  private idleSince?: Look;
  private before?: Look;

  constructor(
    private readonly limits: ProcessLimits & { memoryMegabytes: number },
    private readonly now: () => number,
  ) {}

  /** `idle`: nobody asked it to do anything. @returns why it has to end, or that it should wait behind everybody */
  judge(usage: Usage, idle: boolean): 'memory' | 'processor' | 'hog' | undefined {
    this.memoryBytes = usage.memory;
    if (usage.memory > this.limits.memoryMegabytes * 1024 * 1024) return 'memory';
    const look = { at: this.now(), processor: usage.processor };
    if (!idle) this.idleSince = undefined;
    else this.idleSince ??= look;
    if (this.idleSince && look.at - this.idleSince.at >= this.limits.busyMillis) {
      if (shareOf(this.idleSince, look) > this.limits.busyShare) return 'processor';
      this.idleSince = look;
    }
    this.before ??= look;
    if (look.at - this.before.at < this.limits.hogMillis) return undefined;
    const share = shareOf(this.before, look);
    this.before = look;
    return share > 0.8 ? 'hog' : undefined;
  }
}

const shareOf = (before: Look, look: Look) => (look.processor - before.processor) / (look.at - before.at);
