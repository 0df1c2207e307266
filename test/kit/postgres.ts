import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A new, empty database on the PostgreSQL server at `server`. */
export const createDatabase = (server: string) => create(server);

/** A copy of a database that nobody is connected with, on the same server. */
export const copyDatabase = (url: string) =>
  create(process.env.PARLOUR_TEST_DATABASE!, ` TEMPLATE ${new URL(url).pathname.slice(1)}`);

async function create(server: string, from = ''): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `parlour_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}${from}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
