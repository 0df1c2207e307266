import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, text, time } from './tables';

/** Notices of vendors that were taken. */
export class Webhooks1764320000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      webhook_notice: {
        columns: [text('workspace_id', key), text('plugin_id', key), text('event', key), text('state'), time('at')],
        indexes: { webhook_notice_by_time: ['at'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
