import type { Subject } from './personal';

/**
 * How a row names its person. `id`: by their identifier. `through`: by a row of another entity that is theirs. `mention`: an
 * identifier of theirs, or of a row of theirs, stands in a JSON text. The others are registered by the room that knows the value.
 */
export type Link =
  | { by: string; key?: 'id' | 'mention' | 'email' | 'address-hash'; through?: undefined }
  | { by: string; through: string; key?: undefined };

/** Why something may stay after an erasure (Art. 17(3) GDPR), as the certificate says it. */
export type KeptBasis = 'legal-obligation' | 'legitimate-interest' | 'legal-claims';

/**
 * What becomes of it. `deleted`: the row goes. `unlinked`: these properties are emptied, and what is left is about nobody.
 * `kept`: it stays, on this basis, until then; both are sentences that go on the certificate.
 */
export type Fate =
  | { erased: 'deleted' }
  | { erased: 'unlinked'; empties: readonly string[] }
  | {
      erased: 'kept';
      basis: KeptBasis;
      why: string;
      until: string;
      /** What names the person is emptied when the erasure is complete: when nobody has to be asked any more. */
      thenUnlinked?: true;
    };

/** Only rows with these values; null: empty. */
export type Condition = Readonly<Record<string, string | null>>;

/** How rows of an entity belong to persons of a kind, and what becomes of them when one is erased. */
export type Holding = { subject: Subject } & Told;
type Told = {
  where?: Condition;
  /** These rows were meant for somebody else, such as a mail to the team: they go with an erasure, and are in no export. */
  exported?: false;
} & Link &
  Fate;

const holdings = new WeakMap<object, Holding[]>();
const reasons = new WeakMap<object, string>();

/**
 * Declares, beside an entity's columns, whose its rows are. As often as there are ways; what several say of one row, the first in
 * the text says. Export, erasure, retention and the records are computed from it: nobody writes a list of tables.
 */
export const HeldOf =
  (subject: Subject, told: Told): ClassDecorator =>
  (entity) =>
    // Decorators run from the bottom up: the first in the text comes first here.
    void holdings.set(entity, [{ subject, ...told }, ...(holdings.get(entity) ?? [])]);

/** Declares that no row of an entity belongs to a person, and why. */
export const NotHeld =
  (reason: string): ClassDecorator =>
  (entity) =>
    void reasons.set(entity, reason);

/** Whose the rows of an entity are; empty where nobody said so. */
export const holdingsOf = (entity: object): readonly Holding[] => holdings.get(entity) ?? [];

/** Why no row of it is anybody's; undefined if nobody said so. */
export const notHeldBecause = (entity: object): string | undefined => reasons.get(entity);
