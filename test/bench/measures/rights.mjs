/** What somebody's rights cost everybody else: a copy of a hundred thousand messages, and an erasure beside a chat. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runJob } from '../tools/children.mjs';
import { furnish, start } from '../tools/servers.mjs';
import { alone, seconds } from '../tools/statistics.mjs';
import { residentKilobytes } from '../tools/system.mjs';

export const names = ['export_seconds', 'export_mb', 'erasure_seconds', 'chat_beside_erasure'];

const Database = createRequire(import.meta.url)('better-sqlite3');
const id = () =>
  randomBytes(16)
    .toString('hex')
    .replace(/[^0-9a-z]/g, '')
    .slice(0, 26);
/** Milliseconds until the work begins: the server has started, visitors are connected and warmed up. */
const later = 7_000;
const words = 'where is my order it should have come on monday thank you for looking into it '.repeat(2);

export default async function rights(context) {
  if (context.bareOnly) return;
  const [target] = await context.parlour();
  if (context.wants('export_seconds') || context.wants('export_mb')) await exporting(context, target);
  if (context.wants('erasure_seconds') || context.wants('chat_beside_erasure')) await erasing(context, target);
}

/** The memory is what the server takes at the most while it writes, beyond what it takes at rest. */
async function exporting(context, target) {
  const messages = context.quick ? 20_000 : 100_000;
  const rounds = [];
  for (let round = 0; round < context.rounds; round++) {
    const data = await furnish(target);
    const subject = fill(data, { messages, files: 0 });
    const job = plan(data, 'export', subject, later);
    const server = await start(target, data);
    await seconds((job.startsAt - Date.now()) / 1000 - 0.5);
    const rest = residentKilobytes(server.pid);
    let peak = rest;
    while (!job.isDone()) {
      peak = Math.max(peak, residentKilobytes(server.pid));
      await seconds(0.02);
    }
    rounds.push({ seconds: (job.finishedAt() - job.startsAt) / 1000, megabytes: (peak - rest) / 1024 });
    job.close();
    await server.close();
    await rm(data, { recursive: true, force: true });
  }
  context.note(`The export has ${messages.toLocaleString('en')} messages.`);
  context.result('export_seconds', alone(rounds.map((round) => round.seconds)));
  context.result('export_mb', alone(rounds.map((round) => round.megabytes)));
}

/** The same chat twice, in turn: while nobody is erased, and while somebody is, from before its first measured message on. */
async function erasing(context, target) {
  const size = { messages: context.quick ? 3_000 : 10_000, files: context.quick ? 60 : 200 };
  const load = { visitors: 200, rate: 500, warmUp: 3, duration: context.quick ? 5 : 10 };
  const took = [];
  const [without, beside] = await context.alternate(
    [
      { ...target, erases: false },
      { ...target, erases: true },
    ],
    async (side) => {
      const data = await furnish(side);
      const subject = fill(data, size);
      await writeFiles(data, subject.files);
      const job = side.erases && plan(data, 'erasure', subject, later);
      const server = await start(side, data);
      const result = await runJob('latency', server, load);
      if (job) {
        while (!job.isDone()) await seconds(0.05);
        took.push((job.finishedAt() - job.startsAt) / 1000);
        job.close();
      }
      await server.close();
      await rm(data, { recursive: true, force: true });
      return result;
    },
  );
  const p99 = (rounds) => rounds.map((round) => round.p99);
  context.note(`The erasure has ${size.messages.toLocaleString('en')} messages and ${size.files} files.`);
  context.result('erasure_seconds', alone(took));
  context.compare('chat_beside_erasure', 'p99 visitor → agent, ms, without and beside an erasure', p99(without), p99(beside));
}

/** A visitor with a long past, written straight into the database of a server that is not running. */
function fill(data, { messages, files }) {
  const database = new Database(join(data, 'parlour.db'));
  const website = database.prepare('SELECT id, workspace_id FROM website LIMIT 1').get();
  const subject = {
    visitor: id(),
    conversation: id(),
    workspace: website.workspace_id,
    files: Array.from({ length: files }, () => id()),
  };
  const now = Date.now();
  database.transaction(() => {
    const { visitor, conversation, workspace } = subject;
    database
      .prepare('INSERT INTO visitor (id, workspace_id, website_id, verified, created_at, seen_at) VALUES (?, ?, ?, 0, ?, ?)')
      .run(visitor, workspace, website.id, now, now);
    database
      .prepare(
        `INSERT INTO conversation (id, workspace_id, website_id, visitor_id, status, position, last_seq, last_at, last_kind, preview, created_at)
         VALUES (?, ?, ?, ?, 'closed', ?, ?, ?, 'visitor', '', ?)`,
      )
      .run(conversation, workspace, website.id, visitor, messages, messages, now, now);
    const message = database.prepare(
      `INSERT INTO message (id, workspace_id, conversation_id, position, seq, kind, sender, author_id, body, files, at)
       VALUES (?, ?, ?, ?, ?, 'reply', 'visitor', ?, ?, 0, ?)`,
    );
    for (let place = 1; place <= messages; place++)
      message.run(id(), workspace, conversation, place, place, visitor, `${place} ${words.slice(0, 120)}`, now);
    const last = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'search.indexed'";
    database.exec(
      `INSERT INTO message_search (rowid, body, workspace_id) SELECT serial, body, workspace_id FROM message WHERE serial > (${last}) AND kind <> 'event'`,
    );
    database.exec("UPDATE setting SET value = (SELECT max(serial) FROM message) WHERE name = 'search.indexed'");
    const file = database.prepare(
      `INSERT INTO attachment (id, workspace_id, uploader_id, conversation_id, message_id, place, name, type, kind, size, store, created_at)
       VALUES (?, ?, ?, ?, 'm', 0, 'photo.jpg', 'image/jpeg', 'file', ?, '', ?)`,
    );
    for (const one of subject.files) file.run(one, workspace, visitor, conversation, fileBytes, now);
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return subject;
}

const fileBytes = 100_000;
async function writeFiles(data, files) {
  const bytes = randomBytes(fileBytes);
  for (const file of files) {
    const folder = join(data, 'files', file.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), bytes);
  }
}

/** Asks for it as the service does, before the server starts: a row, and a job that becomes due when the rest is ready. */
function plan(data, kind, { visitor, workspace }, inMillis = 0) {
  const database = new Database(join(data, 'parlour.db'));
  database.pragma('busy_timeout = 5000');
  const row = id();
  const startsAt = Date.now() + inMillis;
  const payload = JSON.stringify(kind === 'export' ? { exportId: row } : { erasure: row });
  database.transaction(() => {
    if (kind === 'export')
      database
        .prepare(
          `INSERT INTO data_export (id, workspace_id, subject_kind, subject_id, language, state, at, expires_at) VALUES (?, ?, 'visitor', ?, 'en', 'waiting', ?, ?)`,
        )
        .run(row, workspace, visitor, startsAt, startsAt + 1e9);
    else
      database
        .prepare(
          `INSERT INTO erasure (id, workspace_id, subject_kind, subject_id, subject_hash, state, at) VALUES (?, ?, 'visitor', ?, 'bench', 'running', ?)`,
        )
        .run(row, workspace, visitor, startsAt);
    database
      .prepare("INSERT INTO outbox_job (id, workspace_id, kind, payload, state, run_at) VALUES (?, ?, ?, ?, 'waiting', ?)")
      .run(id(), workspace, `${kind}.run`, payload, startsAt);
  })();
  database.close();
  const reader = new Database(join(data, 'parlour.db'), { readonly: true });
  const state = reader.prepare(
    kind === 'export'
      ? 'SELECT state, ready_at AS at FROM data_export WHERE id = ?'
      : 'SELECT state, done_at AS at FROM erasure WHERE id = ?',
  );
  return {
    startsAt,
    isDone: () => ['ready', 'failed', 'complete'].includes(state.get(row).state),
    finishedAt: () => {
      const { at, state: said } = state.get(row);
      if (said === 'failed') throw new Error('The export failed.');
      return at;
    },
    close: () => reader.close(),
  };
}
