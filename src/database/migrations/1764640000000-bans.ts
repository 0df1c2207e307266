import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, maybe, text, time, type Shape } from './tables';

const tables: Record<string, Shape> = {
  ban: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('kind'),
      text('visitor_id', maybe),
      text('mark', { default: "''" }),
      text('reason', maybe),
      text('banned_by', maybe),
      time('at'),
      time('until'),
    ],
    indexes: {
      ban_by_workspace: ['workspace_id', 'id'],
      ban_of_visitor: ['visitor_id', 'id'],
      ban_by_actor: ['banned_by', 'id'],
    },
  },
};

/** Who may not chat for a while, and the keyed marks of addresses by which they are known again. */
export class Bans1764640000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
    await runner.query('ALTER TABLE visitor ADD COLUMN address_hash text');
    await runner.query('ALTER TABLE visitor ADD COLUMN network_hash text');
    await runner.query('ALTER TABLE visitor ADD COLUMN address_at bigint');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
