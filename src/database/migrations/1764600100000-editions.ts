import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often messages of a conversation were deleted or corrected: by it a visitor who was away finds out. */
export class Editions1764600100000 implements MigrationInterface {
  /** Plain SQL: TypeORM's `addColumn` would build the table anew on SQLite, and drop its triggers. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE conversation ADD COLUMN edition integer NOT NULL DEFAULT 0');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
