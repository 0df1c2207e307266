import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import type { HeldRow } from '../held/held-rows.service';
import type { Person } from '../privacy.types';

/** Counts files that whoever keeps them was asked to remove, and did not say so: never called gone. */
export const filesAsked = 'files-asked';

/** What a room has to do where rows of its go, besides the rows. */
export interface RowWatcher {
  /** What is not in the database: files. Outside of a transaction, and repeatable. @returns store → how many were removed there */
  remove?(rows: readonly HeldRow[], person: Person): Promise<Record<string, number>>;
  /** In the transaction in which the rows go: counters. */
  within?(tx: Transaction, rows: readonly HeldRow[], person: Person): Promise<void>;
  /** The same, only where rows go because their time is over: whose they are, and what they hung on, may stay. */
  expired?(tx: Transaction, rows: readonly HeldRow[]): Promise<void>;
  /** Where only the oldest can go: up to which place, before the first of them goes. */
  cut?(workspaceId: string, place: number): Promise<void>;
}

/** Who has to know of rows that an erasure or a purge takes: registered by rooms, by the name of the entity, in their constructors. */
@Injectable()
export class RowWatch {
  private readonly watchers = new Map<string, RowWatcher[]>();

  register(entity: string, watcher: RowWatcher): void {
    this.watchers.set(entity, [...(this.watchers.get(entity) ?? []), watcher]);
  }

  of(entity: string): readonly RowWatcher[] {
    return this.watchers.get(entity) ?? [];
  }
}
