/**
 * The limit for durable messages: one table, one prepared insert, one transaction for everything that arrived while the
 * last one was being flushed, and `ws` as it comes. No rules, no accounts, no search.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { listen, posted, sent } from './plain.mjs';

const database = new Database(join(process.env.DATA_DIR, 'limit.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE message (conversation INTEGER, id TEXT, seq INTEGER, body TEXT, at INTEGER, PRIMARY KEY (conversation, id)) WITHOUT ROWID',
);
const insert = database.prepare('INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?, ?)');

let waiting = [];
const store = database.transaction((messages) => {
  const at = Date.now();
  for (const { visitor, id, seq, body } of messages) insert.run(visitor.number, id, seq, body, at);
});

const agents = listen((visitor, { id, body }) => {
  if (waiting.push({ visitor, id, seq: ++visitor.messages, body }) === 1) setImmediate(commit);
});

function commit() {
  const messages = waiting;
  waiting = [];
  store(messages);
  for (const { visitor, id, seq, body } of messages) {
    visitor.socket.send(sent(id, seq));
    const frame = posted(visitor.number, id, seq, body);
    for (const agent of agents) agent.send(frame);
  }
}
