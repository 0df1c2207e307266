import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';

const seen = { category: 'security', subject: 'account', purpose: 'security', source: 'automatic' } as const;

/** Where an act came from. Apart from the act, so that it can go with its person: the act holds a salted commitment to it. */
@Entity()
@Index('audit_origin_by_account', ['accountId', 'id'])
@Index('audit_origin_by_network', ['network', 'id'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
@Ages('log', { by: 'at', keyTellsTime: true })
export class AuditOrigin {
  /** Of the entry. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn({ nullable: true }) @NotPersonal('tenant') workspaceId: string | null;
  /** Who acted, or whose account somebody tried. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to an account') accountId: string | null;
  /** `203.0.113.0/24`: the address itself is kept nowhere. */
  @TextColumn({ nullable: true }) @Personal(seen) network: string | null;
  /** Estimated; ISO 3166-1 alpha-2. */
  @TextColumn({ nullable: true }) @Personal({ ...seen, category: 'location' }) country: string | null;
  /** `Firefox on Linux` */
  @TextColumn({ nullable: true }) @Personal({ ...seen, category: 'technical' }) device: string | null;
  @TextColumn() @NotPersonal('random salt') salt: string;
  @TimeColumn() @NotPersonal('time of an act') at: Date;
}
