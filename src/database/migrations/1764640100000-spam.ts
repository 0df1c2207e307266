import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, key, list, text, type Shape } from './tables';

const tables: Record<string, Shape> = {
  spam_setting: { columns: [text('workspace_id', key), flag('is_off'), list('phrases')] },
};

/** What a workspace takes for spam. */
export class Spam1764640100000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, tables);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
