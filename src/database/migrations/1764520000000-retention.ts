import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, maybe, text, time } from './tables';

/** How long data is kept, as a workspace chose, and what was taken when its time was over. */
export class Retention1764520000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      retention_choice: {
        columns: [
          text('workspace_id', key),
          text('website_id', key),
          text('line', key),
          integer('days', maybe),
          text('reason'),
          time('at'),
        ],
      },
      retention_run: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('state'),
          flag('by_hand'),
          text('rules'),
          text('taken', { default: "'{}'" }),
          text('kept', { default: "'{}'" }),
          time('begun_at'),
          time('done_at', maybe),
        ],
        indexes: { retention_run_by_workspace: ['workspace_id', 'id'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
