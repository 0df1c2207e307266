import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transaction';
import type { Person } from './privacy.types';

/** What a recipient answered, or that it did not. */
export interface CopyAnswer {
  recipient: string;
  state: 'waiting' | 'done' | 'unconfirmed';
  /** How many records it says are gone; null if it did not say. */
  records: number | null;
  /** Whether it is asked again by itself. */
  open: boolean;
}
export type CopyRecords =
  | { recipient: string; outcome: 'done'; records: Record<string, unknown>[] }
  | { recipient: string; outcome: 'unconfirmed'; trouble: string };

/** Whoever holds copies of somebody's data outside of this server. */
export interface CopyHolders {
  /** What they hold, asked now. */
  export(person: Person): Promise<CopyRecords[]>;
  /** Has them erase; asked again for about a month. Part of the transaction that does the same here. */
  erase(tx: Transaction, person: Person): Promise<void>;
  /** What they answered to being asked since then. */
  answers(person: Person, since: Date): Promise<CopyAnswer[]>;
}

/** Copies of persons' data elsewhere: who has them is registered by the room that hands them out. */
@Injectable()
export class Copies implements CopyHolders {
  private readonly holders: CopyHolders[] = [];

  register(holder: CopyHolders): void {
    this.holders.push(holder);
  }

  async export(person: Person): Promise<CopyRecords[]> {
    return (await Promise.all(this.holders.map((holder) => holder.export(person)))).flat();
  }

  async erase(tx: Transaction, person: Person): Promise<void> {
    for (const holder of this.holders) await holder.erase(tx, person);
  }

  async answers(person: Person, since: Date): Promise<CopyAnswer[]> {
    return (await Promise.all(this.holders.map((holder) => holder.answers(person, since)))).flat();
  }
}
