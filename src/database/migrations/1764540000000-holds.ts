import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, maybe, text, time, type Shape } from './tables';

const tables: Record<string, Shape> = {
  legal_hold: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('subject_kind'),
      text('subject_id'),
      text('basis'),
      text('reason'),
      time('until', maybe),
      text('set_by'),
      time('at'),
      time('lifted_at', maybe),
    ],
    indexes: { hold_of_subject: ['subject_id', 'id'], hold_by_workspace: ['workspace_id', 'id'] },
  },
  authority_request: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('subject_kind'),
      text('subject_id'),
      text('authority'),
      text('reference'),
      text('law'),
      text('state'),
      text('asked_by'),
      text('decided_by', maybe),
      text('export_id', maybe),
      time('at'),
      time('decided_at', maybe),
    ],
    indexes: { authority_by_workspace: ['workspace_id', 'id'], authority_of_subject: ['subject_id', 'id'] },
  },
};

/** Legal holds, and what authorities ask for. */
export class Holds1764540000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
