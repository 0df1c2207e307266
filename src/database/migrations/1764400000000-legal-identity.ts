import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, integer, key, text, time } from './tables';

const blank = { default: "''" };

/** Who answers for personal data, and since when a website's widget is live. */
export class LegalIdentity1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      legal_identity: {
        columns: [
          text('holder', key),
          text('legal_name'),
          text('address'),
          text('contact'),
          text('officer', blank),
          text('representative', blank),
          text('authority', blank),
          integer('minimum_age', { default: 16 }),
          text('notice_url', blank),
          time('changed_at'),
        ],
      },
    });
    await runner.query('ALTER TABLE website ADD COLUMN live_at bigint');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
