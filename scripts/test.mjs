import { build } from './build.mjs';
import { install } from './install.mjs';
import { root } from './freshness.mjs';
import { requireNode } from './node-version.mjs';
import { findChromium, findDovecot, findPostgres, findRedis } from './testing/find.mjs';
import { groups, remedies } from './testing/groups.mjs';
import { failuresOf } from './testing/failures.mjs';
import { runJest, testFiles } from './testing/jest.mjs';
import { hear, listOf, readClauses } from './testing/promises.mjs';
import { startPostgres, startRedis } from './testing/servers.mjs';

// `npm test`: every test that this machine can run. `npm test -- inbox` runs the files whose path has "inbox" in it.
requireNode();
const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const strict = Boolean(process.env.CI) && process.env.CI !== 'false';
const servers = [];
const total = { passed: 0, failed: 0 };
const leftOut = new Map();
const promises = new Map();
const failures = [];

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopServers().then(() => process.exit(130)));
try {
  await install(console.log);
  await build();
  const env = await prepare();
  for (const group of groups) await runGroup(group, env);
} catch (error) {
  failures.push(error.stack ?? String(error));
  total.failed++;
} finally {
  await stopServers();
}
if (promises.size) {
  const [told, all] = [patterns, []].map((some) => testFiles(['test/clauses'], some).length);
  console.log(listOf(await readClauses(), promises, told === all));
}
if (failures.length) console.log(`\nWhat failed\n\n${failures.join('\n\n')}\n`);
for (const [what, names] of leftOut) console.log(`Left out: ${names.join(' and ')}: ${remedies[what]}`);
if (strict) total.failed += leftOut.size;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;

/** The environment that tests find their helpers in; what is not there is missing from it. */
async function prepare() {
  const env = {
    CHROMIUM: findChromium(),
    DOVECOT: process.env.DOVECOT || findDovecot(),
    PARLOUR_TEST_DATABASE: process.env.PARLOUR_TEST_DATABASE,
    PARLOUR_TEST_REDIS: process.env.PARLOUR_TEST_REDIS,
  };
  const postgres = !env.PARLOUR_TEST_DATABASE && findPostgres();
  const redis = !env.PARLOUR_TEST_REDIS && findRedis();
  if (postgres) env.PARLOUR_TEST_DATABASE = await keep(startPostgres(postgres));
  if (redis) env.PARLOUR_TEST_REDIS = await keep(startRedis(redis));
  return env;
}

async function keep(starting) {
  const server = await starting;
  servers.push(server);
  return server.url;
}

async function runGroup({ name, folders, needs, wants = [], serial }, available) {
  const variables = {
    PostgreSQL: 'PARLOUR_TEST_DATABASE',
    Redis: 'PARLOUR_TEST_REDIS',
    Chromium: 'CHROMIUM',
    Dovecot: 'DOVECOT',
  };
  const files = testFiles(folders, patterns);
  if (!files.length) return;
  const missing = needs.filter((need) => !available[variables[need]]);
  for (const need of missing) leftOut.set(need, [...(leftOut.get(need) ?? []), name]);
  if (missing.length) return;
  for (const want of wants.filter((one) => !available[variables[one]]))
    leftOut.set(want, [...(leftOut.get(want) ?? []), `parts of ${name}`]);
  console.log(`\n${name[0].toUpperCase()}${name.slice(1)}`);
  // A group sees only what it asked for: the same tests run once on SQLite and once on PostgreSQL.
  const given = Object.entries(variables).map(([need, variable]) => [
    variable,
    [...needs, ...wants].includes(need) ? (available[variable] ?? '') : '',
  ]);
  const { passed, failed, skipped, files: told } = await runJest({ files, serial, env: Object.fromEntries(given) });
  hear(promises, told);
  failures.push(...failuresOf(name, told, root));
  total.passed += passed;
  total.failed += failed + (strict ? skipped : 0);
  if (!skipped) return;
  console.log(`${skipped} of these were skipped.`);
  if (strict) failures.push(`${name}: ${skipped} tests were skipped`);
}

async function stopServers() {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}
