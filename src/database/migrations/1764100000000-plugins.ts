import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, list, maybe, serial, text, time, zero } from './tables';

/** Plugins and what they were given, the log of acts, receipts of consent, and restrictions. */
export class Plugins1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      audit_entry: {
        columns: [
          text('id', key),
          text('workspace_id', maybe),
          text('account_id', maybe),
          text('action'),
          text('target'),
          text('details'),
          time('at'),
        ],
        indexes: { audit_by_workspace: ['workspace_id', 'id'] },
      },
      consent_receipt: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('website_id', maybe),
          text('subject_kind'),
          text('subject_id'),
          list('granted'),
          flag('denied'),
          text('method'),
          time('at'),
        ],
        indexes: { consent_by_subject: ['workspace_id', 'subject_id', 'id'] },
      },
      restriction: {
        columns: [
          text('subject_id', key),
          text('workspace_id', key),
          text('subject_kind'),
          flag('restricted'),
          list('objections'),
          time('at'),
        ],
      },
      chosen_purpose: { columns: [text('workspace_id', key), text('purpose', key), text('chosen_by'), time('at')] },
      plugin_enablement: {
        columns: [
          text('workspace_id', key),
          text('plugin_id', key),
          flag('enabled'),
          text('settings'),
          text('sheet_hash'),
          text('country', maybe),
          text('enabled_by'),
          time('enabled_at'),
          time('changed_at'),
          text('trouble', maybe),
          time('trouble_at', maybe),
        ],
      },
      disclosure: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('plugin_id'),
          text('recipient'),
          text('country', maybe),
          text('capability'),
          text('subject_kind'),
          text('subject_id'),
          list('fields'),
          text('purpose'),
          text('basis'),
          text('receipt_id', maybe),
          time('at'),
        ],
        indexes: {
          disclosure_by_subject: ['workspace_id', 'subject_id', 'id'],
          disclosure_by_workspace: ['workspace_id', 'id'],
        },
      },
      personal_data_request: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('plugin_id'),
          text('subject_kind'),
          text('subject_id'),
          text('act'),
          text('state'),
          integer('records', maybe),
          text('trouble', maybe),
          integer('attempts', zero),
          time('at'),
          time('answered_at', maybe),
        ],
        indexes: { personal_data_request_of_subject: ['workspace_id', 'subject_id', 'id'] },
      },
      plugin_delivery: {
        columns: [
          serial(runner),
          text('id'),
          text('workspace_id'),
          text('plugin_id'),
          text('lane'),
          text('event'),
          text('ids'),
          time('at'),
          text('state'),
          flag('leased'),
          integer('attempts', zero),
          time('run_at'),
          text('trouble', maybe),
        ],
        indexes: {
          'plugin_delivery_once!': ['id', 'plugin_id'],
          plugin_delivery_due: ['state', 'workspace_id', 'plugin_id', 'run_at'],
          plugin_delivery_lane: ['plugin_id', 'lane', 'serial'],
        },
      },
    });
    // Regions (ISO 3166-1 alpha-2, or EEA) that recipients may be in; empty: any.
    await runner.query(`ALTER TABLE workspace ADD COLUMN allowed_regions text NOT NULL DEFAULT '[]'`);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
