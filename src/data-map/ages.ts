/** A line of the schedule of retention: what is kept for the same time, for the same reason. */
export type KeptLine =
  | 'messages'
  | 'files'
  | 'contact'
  | 'technical'
  | 'location'
  | 'pages'
  | 'mails'
  | 'receipts'
  | 'disclosures'
  | 'cases'
  | 'log'
  | 'accounts'
  | 'statistics';

/** How rows of an entity grow old. */
export type Aging =
  | {
      line: KeptLine;
      /** The property that says from when on; a time, or a day as `2026-03-29`. While it is empty, the row does not age. */
      by: string;
      /** Only rows with these values; null: empty. */
      where?: Readonly<Record<string, string | null>>;
      /** The key sorts by the time of making: nothing younger need be looked at. */
      keyTellsTime?: true;
      /** Only these properties are emptied, and the row stays. Left out: the row goes. */
      empties?: readonly string[];
      /** A property that counts them: one hangs on the one before it, so that only the oldest go, up to the first that has to stay. */
      oldestFirst?: string;
      /** The newest of each person stays as long as the person is here: it is what holds. */
      lastOf?: string;
    }
  /** It goes with a row of another entity, which it names by these properties of its own: the other's → its. */
  | { line: KeptLine; with: string; by: Readonly<Record<string, string>> };

const agings = new WeakMap<object, Aging[]>();
const ends = new WeakMap<object, string>();

/** Declares, beside an entity's columns, in which line of the schedule its rows are and from when they are counted. */
export const Ages =
  (line: KeptLine, told: DistributiveOmit<Aging, 'line'>): ClassDecorator =>
  (entity) =>
    // Decorators run from the bottom up: the first in the text comes first here.
    void agings.set(entity, [{ line, ...told }, ...(agings.get(entity) ?? [])]);

/** Declares that rows of an entity need no period, and why: when they end. */
export const EndsByItself =
  (when: string): ClassDecorator =>
  (entity) =>
    void ends.set(entity, when);

export const agingsOf = (entity: object): readonly Aging[] => agings.get(entity) ?? [];
/** When its rows end by themselves; undefined if nobody said so. */
export const endOf = (entity: object): string | undefined => ends.get(entity);

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
