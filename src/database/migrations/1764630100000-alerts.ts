import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, key, maybe, text, time } from './tables';

/** Security alerts, and the links by which people answer them. */
export class Alerts1764630100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      security_alert: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('account_id', maybe),
          text('rule'),
          text('entry_id'),
          text('state', { default: "'open'" }),
          text('answered_by', maybe),
          time('answered_at', maybe),
          time('at'),
        ],
        indexes: {
          security_alert_by_workspace: ['workspace_id', 'id'],
          security_alert_by_account: ['account_id', 'id'],
          'security_alert_by_entry!': ['entry_id'],
        },
      },
      account_link: {
        columns: [text('token_hash', key), text('account_id'), text('alert_id', maybe), time('expires_at')],
        indexes: { account_link_by_account: ['account_id'] },
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
