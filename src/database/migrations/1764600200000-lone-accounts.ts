import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when an account belongs to no workspace. */
export class LoneAccounts1764600200000 implements MigrationInterface {
  /** Plain SQL: TypeORM's `addColumn` would build the table anew on SQLite, and drop its triggers. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account ADD COLUMN alone_since bigint');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
