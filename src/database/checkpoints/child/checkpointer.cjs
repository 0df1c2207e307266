/**
 * Carries the write-ahead log over into the database's file, in a thread of its own. Whoever writes goes on meanwhile: `PASSIVE`
 * takes no lock that a writer waits for. Answers each request with how many pages stand in the log.
 */
const { parentPort, workerData } = require('node:worker_threads');
const Sqlite = require('better-sqlite3');

const handle = new Sqlite(workerData.file);
handle.pragma('synchronous = FULL');
// One that could not be done, on a full disk for instance, is done with the next.
const checkpoint = () => {
  try {
    return handle.pragma('wal_checkpoint(PASSIVE)')[0].log;
  } catch {
    return 0;
  }
};

parentPort.on('message', () => parentPort.postMessage(checkpoint()));
parentPort.postMessage(0);
