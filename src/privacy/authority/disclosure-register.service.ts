import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import type { Person } from '../privacy.types';

/** A hand-over that no plugin made. */
export interface Handing {
  person: Person;
  recipient: string;
  /** Which law obliges. */
  law: string;
}
type Writer = (tx: Transaction, handing: Handing) => Promise<void>;

/** The register of disclosures, kept by the room that hands over: it stands behind this one, and says how to write in it. */
@Injectable()
export class DisclosureRegister {
  private writer?: Writer;

  writeWith(writer: Writer): void {
    this.writer = writer;
  }

  async write(tx: Transaction, handing: Handing): Promise<void> {
    if (!this.writer) throw new Error('Nobody keeps the register of disclosures.');
    await this.writer(tx, handing);
  }
}
