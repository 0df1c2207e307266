import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files may lie with a plugin: each says where. */
export class FileStore1764310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE attachment ADD COLUMN store text NOT NULL DEFAULT ''");
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
