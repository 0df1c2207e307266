import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** Everything that lies under a folder: path inside it → its bytes. */
export function filesUnder(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return new Map(
    names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => [name, readFileSync(join(folder, name))]),
  );
}

/** Which of the texts stand in which file, in UTF-8 or UTF-16; nothing, if nobody kept them. */
export function tracesOf(files: Map<string, Buffer>, texts: readonly string[]): string[] {
  return [...files].flatMap(([name, bytes]) =>
    texts
      .filter((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))
      .map((text) => `${name}: ${text}`),
  );
}

/** Every row of every table of a PostgreSQL database, as text; on SQLite they are among the files already. */
export async function rowsOnPostgres(databaseUrl: string | undefined): Promise<Map<string, Buffer>> {
  if (!databaseUrl) return new Map();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ xml: string }>('SELECT database_to_xml(true, true, $1)::text AS xml', ['']);
  await client.end();
  return new Map([['PostgreSQL', Buffer.from(rows[0].xml)]]);
}
