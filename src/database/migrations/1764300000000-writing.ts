import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, key, text, time } from './tables';

/** How a workspace wants its help to write. */
export class Writing1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      writing_preference: { columns: [text('workspace_id', key), flag('unmasked'), time('changed_at')] },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
