import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, integer, key, maybe, text, time } from './tables';

const blank = { default: "''" };

/** Privacy notices by version, and what businesses add to them. */
export class Notices1764410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      notice_version: {
        columns: [
          text('id', key),
          text('holder'),
          integer('number'),
          text('hash'),
          text('meaning'),
          text('worded'),
          text('published_by', maybe),
          time('published_at'),
        ],
        indexes: { 'notice_version_number!': ['holder', 'number'] },
      },
      notice_text: {
        columns: [
          text('holder', key),
          text('section', key),
          text('language', key),
          text('words', blank),
          text('draft', blank),
          time('changed_at'),
        ],
      },
    });
    // What the notice said of a plugin when it was published: a plugin waits until it says what is true now.
    await runner.query("ALTER TABLE plugin_enablement ADD COLUMN announced text NOT NULL DEFAULT ''");
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
