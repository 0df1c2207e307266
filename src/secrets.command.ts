import { existsSync } from 'node:fs';
import { Keys } from './common/keys';
import { Secrets } from './common/secrets';
import type { Settings } from './config/settings';
import { databaseFile, openOnly } from './database/connect';
import { Database } from './database/database';
import { sealAgain } from './database/sealed-columns';
import { StorageHealth } from './database/storage-health';
import './entities';
import './plugin-host/enablement/plugin-settings';
import { Refused } from './seed/refused';
import './workspaces/websites/website-secret';

/** A server that read the old key a moment before may still write with it. */
const settleMillis = 2_000;

/**
 * `secrets rotate`: a new key, everything sealed under it, the old ones forgotten. The server may run meanwhile. Broken off, it is simply
 * called again: the old keys stay until a whole pass has found nothing of theirs.
 */
export async function secretsCommand(
  settings: Settings,
  options: string[],
  { say, settle }: { say: (text: string) => void; settle: number } = {
    say: (text) => void process.stdout.write(text),
    settle: settleMillis,
  },
): Promise<void> {
  if (options.join(' ') !== 'rotate') throw new Refused('Write: secrets rotate');
  if (settings.REDIS_URL && !settings.SEALING_KEYS.length)
    throw new Refused(
      'Several nodes need the same keys. Put a new one in front: SEALING_KEYS=$(openssl rand -hex 32) on every node, restart them, then call this again.',
    );
  if (!settings.DATABASE_URL && !existsSync(databaseFile(settings)))
    throw new Refused(`There is no database in ${settings.DATA_DIR}. Set DATA_DIR to the server's folder.`);
  const secrets = new Secrets(new Keys(settings), settings);
  const database = new Database(await openOnly(settings), new StorageHealth());
  try {
    if (!secrets.keys.areGiven) secrets.keys.add();
    let total = 0;
    for (let changed = -1; changed !== 0; total += changed) {
      if (changed >= 0) await new Promise((resolve) => setTimeout(resolve, settle));
      changed = await sealAgain(database, secrets);
    }
    if (!secrets.keys.areGiven) secrets.keys.keepNewest();
    say(`${total} ${total === 1 ? 'entry is' : 'entries are'} sealed anew, under the key ${secrets.keys.newest.id}.\n`);
    if (secrets.keys.areGiven) say('Nothing is under the others any more: SEALING_KEYS may be its first key alone.\n');
  } finally {
    await database.onApplicationShutdown();
  }
}
