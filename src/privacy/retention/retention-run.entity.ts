import { Entity, Index } from 'typeorm';
import { Ages } from '../../data-map/ages';
import { NotHeld } from '../../data-map/held-of';
import { NotPersonal } from '../../data-map/personal';
import { FlagColumn, IdColumn, TextColumn, TimeColumn } from '../../database/columns';

/** `running` may be taken up again at any moment. */
export type RunState = 'running' | 'done';

/** Evidence of one purge: by which rules, what and how much was taken, and whose data stayed although its time was over. */
@Entity()
@NotHeld('numbers of rows')
@Ages('log', { by: 'begunAt', keyTellsTime: true })
@Index('retention_run_by_workspace', ['workspaceId', 'id'])
export class RetentionRun {
  /** Sorts by time. */
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('state of work') state: RunState;
  /** Somebody asked for it; otherwise it was the nightly one. */
  @FlagColumn() @NotPersonal('way of work') byHand: boolean;
  /** JSON: the rules that it went by, see `PurgeRule`. */
  @TextColumn() @NotPersonal('settings') rules: string;
  /** JSON: line → table → rows; counted in the transaction that takes them. */
  @TextColumn({ default: '{}' }) @NotPersonal('counters') taken: string;
  /** JSON: `hold` and `restriction` → persons. */
  @TextColumn({ default: '{}' }) @NotPersonal('counters') kept: string;
  @TimeColumn() @NotPersonal('time of work') begunAt: Date;
  @TimeColumn({ nullable: true }) @NotPersonal('time of work') doneAt: Date | null;
}
