import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, maybe, text, time, zero, type Shape } from './tables';

const empty = { default: "''" };

const tables: Record<string, Shape> = {
  privacy_case: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('controller'),
      text('kind'),
      text('channel'),
      text('state'),
      text('subject_kind', maybe),
      text('subject_id', maybe),
      text('subject_workspace_id', maybe),
      text('email', maybe),
      text('language'),
      text('body', empty),
      text('about', empty),
      text('proof', empty),
      flag('expedited'),
      time('received_at'),
      time('due_at'),
      text('jurisdiction'),
      flag('extended'),
      text('refusal', maybe),
      text('work_id', maybe),
      text('duplicate_of', maybe),
      time('closed_at', maybe),
      text('key_hash', maybe),
      text('code_hash', maybe),
      time('code_until', maybe),
      integer('code_tries', zero),
      integer('codes_sent', zero),
    ],
    indexes: {
      case_by_workspace: ['workspace_id', 'due_at', 'id'],
      case_by_subject: ['subject_id', 'id'],
      case_by_work: ['work_id'],
      'case_by_key!': ['key_hash'],
    },
  },
  case_step: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('case_id'),
      text('kind'),
      text('what'),
      text('subject', empty),
      text('body', empty),
      text('account_id', maybe),
      time('at'),
    ],
    indexes: { step_of_case: ['case_id', 'id'] },
  },
  case_setting: { columns: [text('workspace_id', key), text('jurisdiction'), text('time_zone')] },
};

/** Requests of persons about their data. */
export class Cases1764420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
