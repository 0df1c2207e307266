import { Entity, Index } from 'typeorm';
import { EndsByItself } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** `running` may be taken up again at any moment; `awaiting`: done here, recipients of copies have not all answered. */
export type ErasureState = 'running' | 'awaiting' | 'complete';

const untilDone = {
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'the erasure itself: an identifier, until the recipients of copies have answered',
  until: 'each of them has answered, about 31 days at most',
  thenUnlinked: true,
} as const;

/** An erasure, and its certificate. When it is complete, nothing in it tells whose it was without the server's key. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, ...untilDone })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, ...untilDone })
@Index('erasure_of_subject', ['subjectHash', 'at'])
@Index('erasure_by_workspace', ['workspaceId', 'id'])
@EndsByItself('it names nobody once it is complete, and stays so that old tokens are refused')
export class Erasure {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  /** Null when it is complete. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a person') subjectId: string | null;
  /** HMAC-SHA-256 of kind and identifier under a key of the server: recognises the person, tells nobody who it was. */
  @TextColumn() @NotPersonal('keyed hash') subjectHash: string;
  @TextColumn() @NotPersonal('state of work') state: ErasureState;
  /** The request that it carries out. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a request') caseId: string | null;
  /** JSON: store → how many entries were erased, unlinked; what the recipients were asked. */
  @TextColumn({ default: '{}' }) @NotPersonal('counters') tally: string;
  /** Whatever was made before this moment goes, and no token from before it is good any more. */
  @TimeColumn() @NotPersonal('time of an act') at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') doneAt: Date | null;
  /** JSON, signed; the newest issue. Null until what is here is gone. */
  @TextColumn({ nullable: true }) @NotPersonal('counters, without anything personal') certificate: string | null;
}
