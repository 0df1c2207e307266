import { Entity } from 'typeorm';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn } from '../../database/columns';
import type { JurisdictionCode } from './case-clock';

/** By which law, and on which clocks, a workspace's time limits run. No row: {@link usualTerms}. */
@Entity()
@NotHeld('settings of a workspace')
export class CaseSetting {
  @IdColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('setting') jurisdiction: JurisdictionCode;
  /** IANA name */
  @TextColumn() @NotPersonal('setting') timeZone: string;
}

export const usualTerms: Pick<CaseSetting, 'jurisdiction' | 'timeZone'> = { jurisdiction: 'gdpr', timeZone: 'UTC' };
