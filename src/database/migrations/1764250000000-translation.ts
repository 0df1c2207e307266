import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, flag, key, maybe, text, time } from './tables';

/** Messages in other languages, and who reads in which. */
export class Translation1764250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      translation: {
        columns: [
          text('conversation_id', key),
          text('message_id', key),
          text('language', key),
          text('workspace_id'),
          text('source', maybe),
          text('body', maybe),
          text('fingerprint'),
          text('provider'),
          time('at'),
        ],
        indexes: { translation_known: ['workspace_id', 'fingerprint'] },
      },
      website_translation: {
        columns: [text('website_id', key), text('workspace_id'), flag('translates'), text('glossary')],
        indexes: { website_translation_by_workspace: ['workspace_id'] },
      },
      conversation_translation: {
        columns: [text('conversation_id', key), text('workspace_id'), text('language', maybe), flag('off')],
      },
      reading_language: {
        columns: [text('workspace_id', key), text('account_id', key), text('language')],
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
