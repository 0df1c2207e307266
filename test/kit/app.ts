import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AlertMail } from '../../src/accounts/alerts/alert-mail';
import { Closing } from '../../src/common/closing';
import { readSettings, type Settings } from '../../src/config/settings';
import { createApp } from '../../src/create-app';
import { EventBus } from '../../src/events/event-bus';
import type { EventName } from '../../src/events/event-map';
import { listen } from '../../src/listen';
import { createDatabase } from './postgres';

/** Generous: a machine that is busy with other things makes no test fail. */
jest.setTimeout(30_000);

export interface StartOptions {
  /** Environment variables on top of the kit's: quiet, no rate limits, a folder of its own. */
  env?: Record<string, string>;
  flags?: string[];
  /** Alerts are raised in any case; their mails only where a test is about them, since they would stand among those that others count. */
  alertMails?: boolean;
}

/** A whole server on a port of its own, with an empty database. */
export interface RunningApp {
  url: string;
  app: NestExpressApplication;
  settings: Settings;
  /** Everything published since the start, in order. */
  events: { name: EventName; event: unknown }[];
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** With `PARLOUR_TEST_DATABASE` (the address of a PostgreSQL server) on PostgreSQL, otherwise on SQLite. */
export async function startApp({ env = {}, flags = [], alertMails = false }: StartOptions = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-test-'));
  const database = process.env.PARLOUR_TEST_DATABASE ? await createDatabase(process.env.PARLOUR_TEST_DATABASE) : undefined;
  const quiet = {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    RATE_LIMITS: 'off',
    SHUTDOWN_SECONDS: '1',
  };
  const own = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) };
  const settings = readSettings({ ...quiet, ...own, ...env }, flags);
  const app = await createApp(settings);
  if (!alertMails) app.get(AlertMail, { strict: false }).raised = () => Promise.resolve();
  const events = recordEvents(app);
  const url = await listen(app, { ...settings, PUBLIC_URL: undefined });
  const stop = async () => {
    try {
      app.get(Closing).begin();
      await app.close();
    } finally {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return { url, app, settings, events, stop };
}

function recordEvents(app: NestExpressApplication): RunningApp['events'] {
  const bus = app.get(EventBus);
  const events: RunningApp['events'] = [];
  const publish = bus.publish.bind(bus);
  bus.publish = (name, event) => {
    events.push({ name, event });
    publish(name, event);
  };
  return events;
}
