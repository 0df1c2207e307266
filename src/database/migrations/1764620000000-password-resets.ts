import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, text, time } from './tables';

/** Links that set a new password, and mails to people with a login, which are of a kind and may hold such a link. */
export class PasswordResets1764620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      password_reset: {
        columns: [text('id', key), text('account_id'), text('token_hash'), time('expires_at')],
        indexes: { 'password_reset_by_token!': ['token_hash'], password_reset_by_account: ['account_id'] },
      },
    });
    await runner.query('ALTER TABLE mail ADD COLUMN account_kind text');
    await runner.query('ALTER TABLE mail ADD COLUMN link text');
    await runner.query("ALTER TABLE account ADD COLUMN muted_mails text NOT NULL DEFAULT '[]'");
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
