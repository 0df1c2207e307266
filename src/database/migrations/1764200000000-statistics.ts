import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTables, integer, key, maybe, text, time, zero } from './tables';

/** Counters without identifiers, and events on their way to providers of analytics. */
export class Statistics1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      statistic: {
        columns: [
          text('workspace_id', key),
          text('website_id', key),
          text('day', key),
          text('measure', key),
          integer('bucket', key),
          integer('total'),
        ],
      },
      held_statistic: {
        columns: [
          text('workspace_id', key),
          text('website_id', key),
          text('measure', key),
          integer('bucket', key),
          integer('held'),
        ],
      },
      statistics_choice: { columns: [text('workspace_id', key), integer('fewest'), text('time_zone')] },
      analytics_event: {
        columns: [
          text('id', key),
          text('workspace_id'),
          text('plugin_id'),
          text('website_id'),
          text('visitor_id'),
          text('name'),
          text('properties'),
          time('at'),
        ],
        indexes: {
          analytics_event_of_plugin: ['workspace_id', 'plugin_id', 'id'],
          analytics_event_of_visitor: ['visitor_id'],
        },
      },
      analytics_feed: {
        columns: [
          text('workspace_id', key),
          text('plugin_id', key),
          time('run_at', maybe),
          integer('attempts', zero),
          integer('version', zero),
        ],
      },
      analytics_person: {
        columns: [text('workspace_id', key), text('plugin_id', key), text('visitor_id', key), text('person_key')],
        indexes: { analytics_person_of_visitor: ['visitor_id'] },
      },
    });
    // What was written before is counted as well: from the first message on.
    await runner.query("INSERT INTO setting (name, value) VALUES ('statistics.counted', '0')");
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}
