import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, text, time } from './tables';

/** Addresses with which somebody wants to make an account, until they are confirmed. */
export class Registrations1764620300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      registration: {
        columns: [text('id', key), text('email'), text('token_hash'), time('expires_at')],
        indexes: { 'registration_by_token!': ['token_hash'], registration_by_email: ['email'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
