import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../../database/columns';
import type { AlertRule } from './alert-rules';

/** `mine`: the person said that it was them. `denied`: that it was not, or somebody locked their account. `seen`: settled by others. */
export type AlertState = 'open' | 'mine' | 'denied' | 'seen';

/** Something about an account or a workspace that somebody has to look at. What happened stands in the log of acts. */
@Entity()
@Index('security_alert_by_workspace', ['workspaceId', 'id'])
@Index('security_alert_by_account', ['accountId', 'id'])
@Index('security_alert_by_entry', ['entryId'], { unique: true })
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
@HeldOf('account', { by: 'answeredBy', erased: 'unlinked', empties: ['answeredBy'] })
@Ages('log', { by: 'at', keyTellsTime: true })
export class SecurityAlert {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  /** Whose account it is about; null where it is about the workspace. */
  @TextColumn({ nullable: true }) @NotPersonal('reference to an account') accountId: string | null;
  @TextColumn() @NotPersonal('name of a rule') rule: AlertRule;
  /** The act that it was raised by. */
  @TextColumn() @NotPersonal('random identifier') entryId: string;
  @TextColumn({ default: 'open' }) @NotPersonal('state of an alert') state: AlertState;
  @TextColumn({ nullable: true }) @NotPersonal('reference to an account') answeredBy: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('time of an answer') answeredAt: Date | null;
  @TimeColumn() @NotPersonal('time of an alert') at: Date;
}
