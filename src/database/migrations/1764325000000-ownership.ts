import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, key, text, time } from './tables';

/** Workspaces that are offered to somebody. */
export class Ownership1764325000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      ownership_offer: {
        columns: [text('workspace_id', key), text('from_id'), text('to_id'), flag('steps_down'), time('expires_at')],
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
