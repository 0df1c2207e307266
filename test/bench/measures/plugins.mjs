/** What a plugin costs, and what people notice of one that loops for ever. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../tools/children.mjs';
import { during, furnish, project } from '../tools/servers.mjs';
import { alone } from '../tools/statistics.mjs';

export const names = ['plugin_start_ms', 'plugin_mb', 'plugin_calls', 'chat_beside_a_loop'];

/** There is no server: the job is the host itself. */
const nobody = { died: new Promise(() => {}) };
const require = createRequire(import.meta.url);
const privacy = { recipient: 'Bench', kind: 'support', country: 'PT', safeguard: '', purpose: 'service', basis: 'contract' };
const manifest = {
  name: 'Bench',
  description: 'For the bench.',
  version: '1.0.0',
  engine: '^1.0',
  main: 'index.js',
  settings: { type: 'object', properties: {} },
  network: [],
  events: [],
  privacy: { ...privacy, fields: [], cookies: [], consent: null, retention: 'Nothing is kept.' },
};

export default async function plugins(context) {
  const folder = await mkdtemp(join(tmpdir(), 'parlour-bench-plugins-'));
  try {
    await write(
      folder,
      'translate-bench',
      'module.exports = () => ({ translator: { translate: async ({ texts }) => ({ texts }) } });',
    );
    await cost(context, folder);
    if (context.wants('chat_beside_a_loop') && !context.bareOnly) await loop(context, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cost(context, folder) {
  const rounds = [];
  for (let round = 0; round < context.rounds; round++)
    rounds.push(await runJob('plugins', nobody, { folder, starts: 10, calls: context.quick ? 20_000 : 100_000 }));
  context.result('plugin_start_ms', alone(rounds.map(({ startMillis }) => startMillis)));
  context.result('plugin_mb', alone(rounds.map(({ megabytes }) => megabytes)));
  context.result('plugin_calls', alone(rounds.map(({ perSecond }) => perSecond)));
}

/** The same chat twice, in turn: with the plugin in the folder and switched off, and with it hearing of every conversation. */
async function loop(context, folder) {
  const events = ['conversation.opened'];
  const evil = await write(
    folder,
    'events-loop',
    'module.exports = () => ({ eventHandler: { handle() { for (;;); } } });',
    events,
  );
  const [target] = await context.parlour();
  const load = { visitors: 200, rate: 500, warmUp: context.quick ? 2 : 3, duration: context.quick ? 4 : 8 };
  const sides = [false, true].map((enabled) => ({ ...target, enabled, env: { PLUGINS_DIR: folder } }));
  const [without, beside] = await context.alternate(sides, async (side) => {
    const data = await furnish(side);
    if (side.enabled) enable(data, evil);
    const result = await during(side, data, (server) => runJob('latency', server, load));
    await rm(data, { recursive: true, force: true });
    return result;
  });
  const p99 = (rounds) => rounds.map((round) => round.p99);
  context.compare(
    'chat_beside_a_loop',
    'p99 visitor → agent, ms, without and beside a plugin that loops',
    p99(without),
    p99(beside),
  );
  const lost = Math.max(...beside.map((round) => round.lost));
  if (lost) context.note(`${lost} messages never reached the agent beside the looping plugin.`);
}

async function write(folder, id, script, events = []) {
  const provides = [events.length ? 'eventHandler' : 'translator'];
  const fields = events.length ? [] : ['message.body'];
  const whole = { ...manifest, id, provides, events, privacy: { ...manifest.privacy, fields } };
  await mkdir(join(folder, id));
  await writeFile(join(folder, id, 'plugin.json'), JSON.stringify(whole));
  await writeFile(join(folder, id, 'index.js'), script);
  return whole;
}

/** As an owner does on the page; the data is that of a server which is not running. */
function enable(data, evil) {
  const { sheetHash } = require(join(project, 'dist/plugin-host/enablement/sheet.js'));
  // As if the notice that names it were published.
  const { announcementOf } = require(join(project, 'dist/plugin-host/enablement/announcement.js'));
  const { recipient, country } = evil.privacy;
  const announced = announcementOf({ manifest: evil, recipient, country });
  const database = require('better-sqlite3')(join(data, 'parlour.db'));
  const sql = `INSERT INTO plugin_enablement (workspace_id, plugin_id, enabled, settings, sheet_hash, announced, enabled_by, enabled_at, changed_at)
    SELECT id, ?, 1, '{}', ?, ?, 'bench', 1, 1 FROM workspace`;
  if (!database.prepare(sql).run(evil.id, sheetHash(evil), announced).changes)
    throw new Error('There is no workspace to enable it in.');
  database.close();
}
