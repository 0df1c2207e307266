import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, maybe, text, time } from './tables';

/** Mails have a state and a thread; visitors get by mail what they missed, and answer by mail. */
export class Mail1764210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      'html text',
      "state text NOT NULL DEFAULT 'kept'",
      'trouble text',
      'message_id text',
      'subject_kind text',
      'subject_id text',
      'conversation_id text',
      'through_seq integer',
      "files text NOT NULL DEFAULT '[]'",
      "thread text NOT NULL DEFAULT '[]'",
    ];
    for (const column of columns) await runner.query(`ALTER TABLE mail ADD COLUMN ${column}`);
    await runner.query('CREATE INDEX mail_by_message_id ON mail (message_id)');
    await runner.query('CREATE INDEX mail_of_conversation ON mail (conversation_id, id)');
    await createTables(runner, {
      follow_up: {
        columns: [
          text('conversation_id', key),
          text('workspace_id'),
          flag('waiting'),
          time('due_at'),
          integer('mailed_seq', { default: 0 }),
          text('proven_address', maybe),
        ],
      },
      received_mail: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('mark'),
          text('sender'),
          text('message_id'),
          text('subject'),
          text('conversation_id', maybe),
          text('outcome'),
          time('at'),
        ],
        indexes: {
          'received_mail_once!': ['workspace_id', 'mark'],
          received_mail_by_sender: ['workspace_id', 'sender', 'id'],
          received_mail_of_conversation: ['conversation_id', 'id'],
        },
      },
      mailbox: {
        columns: [
          text('workspace_id', key),
          text('plugin_id', key),
          time('leased_until'),
          time('asked_at', maybe),
          text('trouble', maybe),
        ],
      },
      mail_setting: {
        columns: [text('workspace_id', key), text('reply_address', { default: "''" }), text('website_id', { default: "''" })],
      },
      website_mail: {
        columns: [text('website_id', key), text('workspace_id'), integer('pause_minutes', { default: 2 })],
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
