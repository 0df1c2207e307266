import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where somebody signed in, so coarse that they know it again; and members who cannot come in for now. */
export class Sessions1764620100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['browser', 'os', 'device', 'country'])
      await runner.query(`ALTER TABLE session ADD COLUMN ${column} text`);
    await runner.query('ALTER TABLE member ADD COLUMN disabled_at bigint');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
