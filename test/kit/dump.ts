import { Database } from '../../src/database/database';
import type { RunningApp } from './app';
import { count, rowsOf } from './rows';
import { until } from './until';

/** What follows from other rows shortly after they are written: counters, and the notice that settings make. */
const following = ['statistic', 'held_statistic', 'notice_version'];
/** Notes of the server to itself, which it writes whenever it likes. */
const byItself = /search\.indexed|statistics\.counted|probe/;

/** Where a chain ends, and where acts came from: both follow from acts, and signing in is one. */
const ofActs = ['audit_chain', 'audit_origin'];
const signIn = /"action":"sign_in\./;

/** Work that is due, or under way: then its next attempt is ahead. */
const underWay = "state = 'waiting' AND (attempts > 0 OR run_at <= ?)";

/** Everything in the database once the work behind it is done, as texts that can be compared: table → its rows in order. */
export async function dump(server: RunningApp, without: readonly string[] = []): Promise<Record<string, string[]>> {
  await until('no work is due', async () => !(await count(server, 'outbox_job', underWay, [Date.now()])));
  const acts = without.includes('session') || without.includes('audit_entry');
  const tables = server.app
    .get(Database)
    .entities.map((entity) => entity.tableName)
    .filter((table) => ![...following, ...without, ...(acts ? ofActs : [])].includes(table))
    .sort();
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await rowsOf(server, `SELECT * FROM "${table}"`);
    all[table] = rows
      .map((row) => JSON.stringify(row))
      .filter((row) => table !== 'setting' || !byItself.test(row))
      .filter((row) => table !== 'audit_entry' || !without.includes('session') || !signIn.test(row))
      .sort();
  }
  return all;
}
