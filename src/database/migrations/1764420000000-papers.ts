import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, integer, key, list, maybe, text, time } from './tables';

const blank = { default: "''" };

/** Accepted agreements, and the register of breaches. */
export class Papers1764420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      agreement_acceptance: {
        columns: [
          text('workspace_id', key),
          text('version', key),
          text('hash'),
          text('text'),
          text('accepted_by'),
          time('accepted_at'),
        ],
      },
      breach: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('role'),
          time('discovered_at'),
          text('what'),
          list('categories'),
          integer('people', { default: 0 }),
          text('risk', { default: "'unknown'" }),
          text('consequences', blank),
          text('measures', blank),
          text('reason', blank),
          time('authority_told_at', maybe),
          time('people_told_at', maybe),
          time('controllers_told_at', maybe),
          time('closed_at', maybe),
          text('recorded_by', maybe),
        ],
        indexes: { breach_by_workspace: ['workspace_id', 'id'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
