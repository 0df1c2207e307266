import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** What is asked of a recipient about a person; `restrict` also means no longer, as the person's standing says. */
export type PersonalDataAct = 'erase' | 'rectify' | 'restrict';
/** `done` only if the plugin answered; everything else is `unconfirmed`, and asked again for a month. */
export type PersonalDataState = 'waiting' | 'done' | 'unconfirmed';

const untilAnswered = {
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'recipients of the data must be told to erase it',
  until: 'each of them has answered, about 31 days at most',
  thenUnlinked: true,
} as const;

/** A request to a plugin that holds copies of somebody's data, and what became of it: for the certificate. */
@Entity()
@Index('personal_data_request_of_subject', ['workspaceId', 'subjectId', 'id'])
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, ...untilAnswered })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, ...untilAnswered })
@Ages('disclosures', { by: 'answeredAt', keyTellsTime: true })
export class PersonalDataRequest {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('name of a plugin') pluginId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn() @NotPersonal('reference to a person') subjectId: string;
  @TextColumn() @NotPersonal('kind of a request') act: PersonalDataAct;
  @TextColumn() @NotPersonal('state of work') state: PersonalDataState;
  /** How many records the plugin says it erased or changed. */
  @NumberColumn({ nullable: true }) @NotPersonal('counter') records: number | null;
  /** Code of why there is no answer. */
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software') trouble: string | null;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') attempts: number;
  @TimeColumn() @NotPersonal('time of a request') at: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an answer') answeredAt: Date | null;
}
