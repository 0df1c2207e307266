import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, ListColumn, TextColumn, TimeColumn } from '../database/columns';

/** One hand-over: who got which fields about whom, when, why and on which basis. Part of the person's export. */
@Entity()
@Index('disclosure_by_subject', ['workspaceId', 'subjectId', 'id'])
@Index('disclosure_by_workspace', ['workspaceId', 'id'])
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'unlinked', empties: ['subjectId'] })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'unlinked', empties: ['subjectId'] })
@Ages('disclosures', { by: 'at', keyTellsTime: true })
export class Disclosure {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('name of a plugin') pluginId: string;
  @TextColumn() @NotPersonal('name of a business') recipient: string;
  /** ISO 3166-1 alpha-2 */
  @TextColumn({ nullable: true }) @NotPersonal('country of a recipient') country: string | null;
  @TextColumn() @NotPersonal('name of an interface') capability: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @TextColumn() @NotPersonal('reference to a person') subjectId: string;
  /** Names, never values. */
  @ListColumn() @NotPersonal('names of fields') fields: string[];
  @TextColumn() @NotPersonal('purpose') purpose: string;
  @TextColumn() @NotPersonal('legal basis') basis: string;
  /** The receipt that it stands on, where the basis is consent. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to a receipt') receiptId: string | null;
  @TimeColumn() @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'automatic' }) at: Date;
}
