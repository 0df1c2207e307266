import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, maybe, text, time } from './tables';

/** What people with a login say of themselves, and how they want their pages; and addresses that are being changed. */
export class Profiles1764620200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['job_title', 'company', 'time_zone'])
      await runner.query(`ALTER TABLE account ADD COLUMN ${column} text NOT NULL DEFAULT ''`);
    await runner.query("ALTER TABLE account ADD COLUMN language text NOT NULL DEFAULT 'en'");
    await runner.query("ALTER TABLE account ADD COLUMN theme text NOT NULL DEFAULT 'system'");
    await createTables(runner, {
      account_picture: { columns: [text('account_id', key), text('version'), text('image')] },
      address_change: {
        columns: [
          text('account_id', key),
          text('email'),
          text('old_token_hash'),
          text('new_token_hash'),
          time('old_confirmed_at', maybe),
          time('new_confirmed_at', maybe),
          time('expires_at'),
        ],
        indexes: { 'address_change_by_old!': ['old_token_hash'], 'address_change_by_new!': ['new_token_hash'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
