import { Entity, Index } from 'typeorm';
import { EndsByItself } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns';

/** `waiting` for its time, `dead` after too many attempts: somebody has to look. What is done is removed. */
export type JobState = 'waiting' | 'dead';

/** Work that must happen after a commit, whatever happens to the process. */
@Entity()
@Index('outbox_due', ['state', 'runAt'])
@HeldOf('visitor', { by: 'payload', key: 'mention', erased: 'deleted' })
@HeldOf('account', { by: 'payload', key: 'mention', erased: 'deleted' })
@EndsByItself('the work is done')
export class OutboxJob {
  @IdColumn() @NotPersonal('random identifier') id: string;
  /** Null for the installation's own. */
  @TextColumn({ nullable: true }) @NotPersonal('tenant') workspaceId: string | null;
  @TextColumn() @NotPersonal('kind of work') kind: string;
  /** JSON of identifiers only: what they stand for is read when the job runs. */
  @TextColumn() @NotPersonal('identifiers') payload: string;
  @TextColumn() @NotPersonal('state of work') state: JobState;
  @NumberColumn({ default: 0 }) @NotPersonal('counter') attempts: number;
  @TimeColumn() @NotPersonal('time of work') runAt: Date;
  @TextColumn({ nullable: true }) @NotPersonal('fault of the software, without values') error: string | null;
}
