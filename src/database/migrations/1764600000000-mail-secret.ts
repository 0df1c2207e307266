import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a mail proves an address with stands apart from its text. */
export class MailSecret1764600000000 implements MigrationInterface {
  /** Plain SQL: TypeORM's `addColumn` would build the table anew on SQLite, and drop its triggers. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail ADD COLUMN secret text');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
