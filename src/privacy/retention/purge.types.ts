import type { KeptLine } from '../../data-map/ages';
import type { RecordKind } from '../data-map/data-map.service';
import type { Selection } from '../held/selection';

/** One rule in force. */
export interface PurgeRule {
  line: KeptLine;
  /** Null where it holds for the whole workspace. */
  websiteId: string | null;
  /** Null: until it is erased. */
  days: number | null;
}

/** What a rule takes in one place and at one moment. Times in milliseconds. */
export interface Scope {
  line: KeptLine;
  workspaceId: string;
  websiteId: string | null;
  before: number;
}

/** Rows of a kind that go, or of which some properties are emptied. */
export interface Batch extends Selection {
  line: KeptLine;
  kind: RecordKind;
  empties?: readonly string[];
}

/** line → table → rows. */
export type Taken = Partial<Record<KeptLine, Record<string, number>>>;
export type KeptBecause = 'hold' | 'restriction';

/** What is done with rows whose time is over: counted, or taken. Both get the same rows in the same order. */
export interface Hand {
  take(batch: Batch): Promise<void>;
  /** Of a hand that only counts: what goes by other ways than row by row. */
  counts?(line: KeptLine, table: string, count: number): void;
  /** Rows that hang together will be taken up to this place: said before the first of them goes. */
  cut?(kind: RecordKind, workspaceId: string, place: number): Promise<void>;
  /** Persons whose rows stay although their time is over. */
  keeps(because: KeptBecause, personIds: readonly string[]): void;
  /** Rows that an earlier rule takes are gone by now, or would be. */
  readonly onlyCounts: boolean;
}
