import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, integer, key, maybe, text, time, zero } from './tables';

/** Exports and erasures; and the questions "what is held of this person" that had no index. */
export class Rights1764510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      erasure: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('subject_kind'),
          text('subject_id', maybe),
          text('subject_hash'),
          text('state'),
          text('case_id', maybe),
          text('tally', { default: "'{}'" }),
          time('at'),
          time('done_at', maybe),
          text('certificate', maybe),
        ],
        indexes: { erasure_of_subject: ['subject_hash', 'at'], erasure_by_workspace: ['workspace_id', 'id'] },
      },
      data_export: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('subject_kind'),
          text('subject_id'),
          text('language'),
          text('asked_by', maybe),
          text('state'),
          integer('done', zero),
          integer('total', zero),
          integer('size', zero),
          text('ticket_hash', maybe),
          time('ticket_until', maybe),
          time('at'),
          time('ready_at', maybe),
          time('expires_at'),
        ],
        indexes: {
          export_of_subject: ['subject_id', 'id'],
          export_by_ticket: ['ticket_hash'],
          export_by_expiry: ['state', 'expires_at'],
        },
      },
    });
    await runner.query('CREATE INDEX mail_of_subject ON mail (subject_id, id)');
    await runner.query('CREATE INDEX mail_by_recipient ON mail (recipient, id)');
    await runner.query('CREATE INDEX attachment_of_uploader ON attachment (uploader_id, id)');
    await runner.query('CREATE INDEX audit_by_target ON audit_entry (target, id)');
    await runner.query('CREATE INDEX audit_by_account ON audit_entry (account_id, id)');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
