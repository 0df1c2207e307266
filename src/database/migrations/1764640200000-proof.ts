import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a website asks new visitors for a proof of work. */
export class Proof1764640200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE website ADD COLUMN proof text NOT NULL DEFAULT 'automatic'");
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
