import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, list, maybe, text, time, zero, type Shape } from './tables';

const tables: Record<string, Shape> = {
  authenticator: {
    columns: [
      text('id', key),
      text('account_id'),
      text('seed'),
      integer('last_step', zero),
      time('created_at'),
      time('confirmed_at', maybe),
      time('used_at', maybe),
    ],
    indexes: { authenticator_by_account: ['account_id'] },
  },
  recovery_code: {
    columns: [text('id', key), text('account_id')],
    indexes: { recovery_code_by_account: ['account_id'] },
  },
  half_session: {
    columns: [text('id', key), text('account_id'), text('workspace_id'), integer('tries', zero), time('expires_at')],
    indexes: { half_session_by_account: ['account_id'] },
  },
  remembered_device: {
    columns: [text('id', key), text('account_id'), text('password_mark'), time('created_at'), time('expires_at')],
    indexes: { remembered_device_by_account: ['account_id'] },
  },
  code_tries: { columns: [text('account_id', key), integer('wrong'), time('since')] },
  second_factor_policy: { columns: [text('workspace_id', key), text('required_of')] },
  passkey: {
    columns: [
      text('id', key),
      text('account_id'),
      text('credential_id', { isUnique: true }),
      text('public_key'),
      time('counter'),
      list('transports'),
      text('name'),
      flag('is_synced'),
      time('created_at'),
      time('used_at', maybe),
    ],
    indexes: { passkey_by_account: ['account_id'] },
  },
  passkey_challenge: {
    columns: [text('id', key), text('ceremony'), text('holder'), time('expires_at')],
    indexes: { passkey_challenge_by_expiry: ['expires_at'] },
  },
};

/** Second factors: what people prove besides a password, or instead of it. */
export class SecondFactors1764610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
    await runner.query('ALTER TABLE session ADD COLUMN confirmed_at bigint');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
