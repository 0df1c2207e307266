/** What it costs whoever chats that, beside them, what is past its time is taken away. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runJob } from '../tools/children.mjs';
import { furnish, start } from '../tools/servers.mjs';
import { alone, seconds } from '../tools/statistics.mjs';

export const names = ['purge_seconds', 'chat_beside_purge'];

const Database = createRequire(import.meta.url)('better-sqlite3');
const id = () => randomBytes(13).toString('hex');
/** Crockford's base 32, as our identifiers begin: they sort by time. */
const idFrom = (millis) => {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  let head = '';
  for (let rest = millis, place = 0; place < 10; place++, rest = Math.floor(rest / 32)) head = alphabet[rest % 32] + head;
  return head + id().slice(0, 16);
};
/** Milliseconds until the purge begins: the server has started, visitors are connected and warmed up. */
const later = 7_000;
const day = 86_400_000;
const perConversation = 50;
const words = 'where is my order it should have come on monday thank you for looking into it '.repeat(2);

/** The same chat twice, in turn: with nothing to purge, and beside a purge that lasts from before its first measured message on. */
export default async function retention(context) {
  if (context.bareOnly) return;
  const [target] = await context.parlour();
  const messages = context.quick ? 20_000 : 100_000;
  const load = { visitors: 200, rate: 500, warmUp: 3, duration: context.quick ? 5 : 10 };
  const took = [];
  const [without, beside] = await context.alternate(
    [
      { ...target, purges: false },
      { ...target, purges: true },
    ],
    async (side) => {
      const data = await furnish(side);
      const website = fill(data, messages);
      const job = side.purges && plan(data, website);
      const server = await start(side, data);
      const result = await runJob('latency', server, load);
      if (job) {
        while (!job.isDone()) await seconds(0.05);
        if (!(job.taken() >= messages)) throw new Error(`The purge took ${job.taken()} messages of ${messages}.`);
        took.push((job.finishedAt() - job.startsAt) / 1000);
        job.close();
      }
      await server.close();
      await rm(data, { recursive: true, force: true });
      return result;
    },
  );
  const p99 = (rounds) => rounds.map((round) => round.p99);
  context.note(`The purge has ${messages.toLocaleString('en')} messages in ${messages / perConversation} conversations.`);
  context.result('purge_seconds', alone(took));
  context.compare('chat_beside_purge', 'p99 visitor → agent, ms, without and beside a purge', p99(without), p99(beside));
}

/** Conversations of three years ago, written straight into the database of a server that is not running. */
function fill(data, messages) {
  const database = new Database(join(data, 'parlour.db'));
  const website = database.prepare('SELECT id, workspace_id AS workspace FROM website LIMIT 1').get();
  const at = Date.now() - 3 * 365 * day;
  const visitors = database.prepare(
    'INSERT INTO visitor (id, workspace_id, website_id, verified, created_at, seen_at) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const conversations = database.prepare(
    `INSERT INTO conversation (id, workspace_id, website_id, visitor_id, status, position, last_seq, last_at, last_kind, preview, created_at)
     VALUES (?, ?, ?, ?, 'closed', ?, ?, ?, 'visitor', '', ?)`,
  );
  const lines = database.prepare(
    `INSERT INTO message (id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at)
     VALUES (?, ?, ?, ?, ?, 'reply', 'visitor', ?, ?, 0, ?)`,
  );
  database.transaction(() => {
    for (let from = 0; from < messages; from += perConversation) {
      const [visitor, conversation] = [id(), idFrom(at + from)];
      visitors.run(visitor, website.workspace, website.id, at, at);
      conversations.run(conversation, website.workspace, website.id, visitor, perConversation, perConversation, at, at);
      for (let place = 1; place <= perConversation; place++)
        lines.run(id(), website.workspace, conversation, place, place, visitor, `${from + place} ${words.slice(0, 120)}`, at);
    }
    const last = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'search.indexed'";
    database.exec(
      `INSERT INTO message_search (rowid, body, workspace_id) SELECT serial, body, workspace_id FROM message WHERE serial > (${last}) AND kind <> 'event'`,
    );
    database.exec("UPDATE setting SET value = (SELECT max(serial) FROM message) WHERE name = 'search.indexed'");
    database.exec("UPDATE setting SET value = (SELECT max(serial) FROM message) WHERE name = 'statistics.counted'");
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return website;
}

/** Asks for it as the nightly one does, before the server starts. */
function plan(data, { id: websiteId, workspace }) {
  const database = new Database(join(data, 'parlour.db'));
  const run = id();
  const startsAt = Date.now() + later;
  const rules = JSON.stringify([{ line: 'messages', websiteId, days: 730 }]);
  database.transaction(() => {
    database
      .prepare("INSERT INTO retention_run (id, workspace_id, state, by_hand, rules, begun_at) VALUES (?, ?, 'running', 0, ?, ?)")
      .run(run, workspace, rules, startsAt);
    database
      .prepare(
        "INSERT INTO outbox_job (id, workspace_id, kind, payload, state, run_at) VALUES (?, ?, 'retention.purge', ?, 'waiting', ?)",
      )
      .run(id(), workspace, JSON.stringify({ run }), startsAt);
  })();
  database.close();
  const reader = new Database(join(data, 'parlour.db'), { readonly: true });
  const row = reader.prepare('SELECT state, taken, done_at AS doneAt FROM retention_run WHERE id = ?');
  return {
    startsAt,
    isDone: () => row.get(run).state === 'done',
    taken: () => JSON.parse(row.get(run).taken).messages?.message,
    finishedAt: () => row.get(run).doneAt,
    close: () => reader.close(),
  };
}
