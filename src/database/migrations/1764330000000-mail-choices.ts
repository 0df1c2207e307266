import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visitors can stop mails, addresses can turn out not to work, and a mail may have left without anybody having said so. */
export class MailChoices1764330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE follow_up ADD COLUMN stopped_at bigint');
    await runner.query('ALTER TABLE follow_up ADD COLUMN bounced_address text');
    await runner.query('CREATE INDEX follow_up_bounced ON follow_up (workspace_id, bounced_address)');
    await runner.query('ALTER TABLE mail ADD COLUMN unanswered integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE analytics_event ADD COLUMN refusal text');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
