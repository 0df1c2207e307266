/** Which words are rare and which are common in a seeded folder: asked of the full-text index itself, whatever the seed wrote. */
import Database from 'better-sqlite3';
import { openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const RARE = 10;
const MEDIUM = 1000;
const TERMS = 5;

/** `{ rare: [...], medium: [...], common: [...], 'two words': [...], prefix: [...] }`, five queries each, and how often they hit. */
export function searchTerms(directory) {
  const database = new Database(databaseFile(directory), { readonly: true });
  try {
    const index = largestIndex(database);
    const near = (count) => read(database, index, 'ORDER BY abs(doc - ?) LIMIT ?', count, TERMS);
    const [rare, medium, common] = [near(RARE), near(MEDIUM), near(Number.MAX_SAFE_INTEGER)];
    const terms = {
      rare: rare.map(({ term }) => term),
      medium: medium.map(({ term }) => term),
      common: common.map(({ term }) => term),
      'two words': common.map(({ term }, number) => `${term} ${common[(number + 1) % common.length].term}`),
      prefix: medium.map(({ term }) => term.slice(0, 3)),
    };
    return { terms, hits: { rare: rare[0]?.doc, medium: medium[0]?.doc, common: common[0]?.doc } };
  } finally {
    database.close();
  }
}

function read(database, index, order, ...values) {
  database.exec('DROP TABLE IF EXISTS temp.vocabulary');
  database.exec(`CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', '${index}', 'row')`);
  return database
    .prepare(`SELECT term, doc FROM temp.vocabulary WHERE length(term) > 3 AND term NOT GLOB '*[^a-z]*' ${order}`)
    .all(...values);
}

/** There may be several full-text indexes; messages have the most. */
function largestIndex(database) {
  const names = database.prepare("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").pluck().all();
  const sizes = names.map((name) => read(database, name, 'ORDER BY doc DESC LIMIT 1')[0]?.doc ?? 0);
  if (!names.length) throw new Error('The seeded database has no full-text index.');
  return names[sizes.indexOf(Math.max(...sizes))];
}

function databaseFile(directory) {
  const files = readdirSync(directory, { recursive: true }).map((path) => join(directory, path));
  const databases = files.filter((path) => statSync(path).isFile() && startsLikeSqlite(path));
  return databases.sort((one, other) => statSync(other).size - statSync(one).size)[0];
}

function startsLikeSqlite(path) {
  const head = Buffer.alloc(15);
  readSync(openSync(path), head, 0, 15, 0);
  return head.toString() === 'SQLite format 3';
}
