import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTables, flag, integer, key, list, maybe, text, time } from './tables';

/** Receipts of consent that hang together, and the words that people were asked in. Receipts of before were of no release. */
export class Consent1764415000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropTable('consent_receipt');
    await createTables(runner, {
      consent_receipt: {
        columns: [
          text('id', key),
          text('workspace_id'),
          integer('place'),
          text('website_id', maybe),
          text('subject_kind'),
          text('subject_id', maybe),
          list('granted'),
          list('asked', maybe),
          flag('denied'),
          text('act'),
          text('method'),
          text('wording', maybe),
          text('language', maybe),
          text('notice'),
          text('controller'),
          text('jurisdiction'),
          time('at'),
          text('salt', maybe),
          text('commitment'),
          text('previous'),
          text('hash'),
        ],
        indexes: {
          consent_by_subject: ['workspace_id', 'subject_id', 'id'],
          'consent_by_place!': ['workspace_id', 'place'],
        },
      },
      consent_chain: {
        columns: [text('workspace_id', key), integer('length'), text('hash'), text('seal')],
      },
      consent_wording: {
        columns: [text('workspace_id', key), text('id', key), text('language'), text('words'), time('at')],
      },
    });
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
