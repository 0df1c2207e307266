/**
 * Carries the write-ahead log over into the database's file, in a thread of its own. Whoever writes goes on meanwhile: `PASSIVE`
 * takes no lock that a writer waits for. Answers each request with what SQLite says of it: `busy`, and the pages in the `log`.
 */
const { parentPort, workerData } = require('node:worker_threads');
const Sqlite = require('better-sqlite3');

const handle = new Sqlite(workerData.file, { timeout: 0 });
handle.pragma('synchronous = FULL');
// One that could not be done, on a full disk for instance, is done with the next.
const checkpoint = (how) => {
  try {
    const [{ busy, log }] = handle.pragma(`wal_checkpoint(${how})`);
    return { busy, log };
  } catch {
    return { busy: 1, log: 0 };
  }
};

parentPort.on('message', (how) => parentPort.postMessage(checkpoint(how)));
