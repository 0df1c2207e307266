import { type Origin } from '../common/http/traces';
import { beginning, commitmentTo, faultIn, same, type ChainFault, type End, type Linked } from './chain.types';
import { isCheckpoint, type SignedCheckpoint } from './checkpoint';

/** An entry with what is kept of where it came from: gone where the person was erased. */
export interface ReadEntry extends Linked {
  origin?: Origin & { salt: string };
}

export interface ChainReport {
  chain: string;
  /** The place that the check began behind: 0, or where retention cut it. */
  from: number;
  /** The last place that was looked at and found right. */
  through: number;
  /** How many were looked at. */
  entries: number;
  /** Of how many it is not known any more where they came from. */
  withoutOrigin: number;
  checkpoints: number;
  /** The first thing that is wrong; undefined if all is well. */
  fault?: ChainFault;
}

/** Reads one chain from its beginning, entry by entry, and compares it with every checkpoint it has. */
export class ChainReader {
  private readonly expected = new Map<number, string>();
  private readonly report: ChainReport;
  private last: End;
  private greatest = 0;

  /** @param publicKey of this server; undefined where nobody can say whose it is */
  constructor(
    private readonly chain: string,
    checkpoints: readonly SignedCheckpoint[],
    publicKey: string | undefined,
  ) {
    this.report = { chain, from: 0, through: 0, entries: 0, withoutOrigin: 0, checkpoints: checkpoints.length };
    this.last = beginning;
    for (const one of checkpoints) {
      const { place, hash, kind, chain: of } = one.checkpoint;
      if (!isCheckpoint(one, publicKey) || of !== chain) this.fail({ place, fault: 'checkpoint' });
      else if (kind === 'pruned' && place > this.last.place) this.last = { place, hash };
    }
    for (const { checkpoint } of this.report.fault ? [] : checkpoints) this.expect(checkpoint);
    this.report.from = this.report.through = this.last.place;
  }

  /** Entries at and before it are not part of the check: retention took them. */
  get from(): number {
    return this.report.from;
  }

  private expect({ place, hash }: End): void {
    if (place < this.last.place) return;
    const other = place === this.last.place ? this.last.hash : this.expected.get(place);
    // Two checkpoints of one place that differ: a chain that went two ways.
    if (other !== undefined && !same(other, hash)) return this.fail({ place, fault: 'checkpoint' });
    this.expected.set(place, hash);
    this.greatest = Math.max(this.greatest, place);
  }

  /** @returns whether to go on */
  read(entry: ReadEntry): boolean {
    if (this.report.fault) return false;
    const fault = faultIn(entry, this.last, this.chain) ?? this.against(entry);
    if (fault) {
      this.fail(fault);
      return false;
    }
    this.last = entry;
    this.report.through = entry.place;
    this.report.entries++;
    if (entry.commitment && !entry.origin) this.report.withoutOrigin++;
    return true;
  }

  /** @param end where the chain has to end; undefined where only the checkpoints tell */
  finish(end?: End): ChainReport {
    const { report, last } = this;
    if (report.fault) return report;
    if (last.place < this.greatest) this.fail({ place: last.place + 1, fault: 'end' });
    else if (end && (end.place !== last.place || !same(end.hash, last.hash)))
      this.fail({ place: Math.min(end.place, last.place) + 1, fault: 'end' });
    return report;
  }

  private against({ place, hash, commitment, origin }: ReadEntry): ChainFault | undefined {
    const expected = this.expected.get(place);
    if (expected !== undefined && !same(expected, hash)) return { place, fault: 'checkpoint' };
    if (origin && !same(commitmentTo(origin, origin.salt), commitment)) return { place, fault: 'origin' };
    return undefined;
  }

  private fail(fault: ChainFault): void {
    this.report.fault ??= fault;
  }
}
