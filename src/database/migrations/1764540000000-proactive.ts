import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, text, time, zero, type Shape } from './tables';

const tables: Record<string, Shape> = {
  proactive_message: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('website_id'),
      integer('place'),
      text('texts', { default: "'{}'" }),
      text('page_match'),
      text('page'),
      text('trigger_kind'),
      integer('amount'),
      flag('with_team'),
      integer('pause_days'),
      flag('is_on'),
      integer('answers', zero),
      time('created_at'),
    ],
    indexes: { proactive_message_by_website: ['website_id', 'place'] },
  },
};

/** Words with which websites speak first. */
export class Proactive1764540000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, tables);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
