import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, ListColumn, NumberColumn, TextColumn, TimeColumn } from '../../database/columns';

/** Who recorded it: whoever decides about the data, or whoever works for them. */
export type BreachRole = 'controller' | 'processor';
/** Whether people come to harm by it: decides who has to be told (Art. 33 and 34 GDPR). */
export type BreachRisk = 'unknown' | 'none' | 'risk' | 'high';

/** A personal data breach, with what was done about it and when (Art. 33(5) GDPR). */
@Entity()
@Index('breach_by_workspace', ['workspaceId', 'id'])
@HeldOf('account', {
  by: 'recordedBy',
  erased: 'kept',
  basis: 'legal-obligation',
  why: 'who recorded a breach must be known (Art. 33(5) GDPR); it is an identifier, no name',
  until: 'the workspace ends',
})
export class Breach {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('role of a business') role: BreachRole;
  /** When it became known: the clock starts here. */
  @TimeColumn() @NotPersonal('time of an event') discoveredAt: Date;
  @TextColumn() @NotPersonal('description of an event') what: string;
  @ListColumn() @NotPersonal('kinds of data') categories: string[];
  /** About how many people; 0: not known. */
  @NumberColumn({ default: 0 }) @NotPersonal('rough number') people: number;
  @TextColumn({ default: 'unknown' }) @NotPersonal('assessment') risk: BreachRisk;
  @TextColumn({ default: '' }) @NotPersonal('description of consequences') consequences: string;
  @TextColumn({ default: '' }) @NotPersonal('description of measures') measures: string;
  /** Why nobody was told, or why late. */
  @TextColumn({ default: '' }) @NotPersonal('reason of a decision') reason: string;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') authorityToldAt: Date | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') peopleToldAt: Date | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') controllersToldAt: Date | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an act') closedAt: Date | null;
  @TextColumn({ nullable: true }) @NotPersonal('reference to the actor') recordedBy: string | null;
}
