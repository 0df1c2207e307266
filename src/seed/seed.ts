import type { Database as SqliteHandle } from 'better-sqlite3';
import type { Settings } from '../config/settings';
import { Counter } from '../analytics/counting/counter';
import { CounterStore } from '../analytics/counting/counter-store';
import type { FeedWriter } from '../analytics/feed/feed-writer';
import { SearchIndex } from '../conversations/search/search-index';
import { connect } from '../database/connect';
import { Database, type Connections } from '../database/database';
import { StorageHealth } from '../database/storage-health';
import { entities } from '../entities';
import { EventBus } from '../events/event-bus';
import { Refused } from './refused';
import { SeedConversations, type Size } from './seed-conversations';
import { seedWorkspace, type SeededAgent } from './seed-workspace';

export type { Size };

const span = 3 * 365 * 86_400_000;

/**
 * Fills an empty database: one workspace, three years of conversations. Goes through the migrations, and by the rules of
 * real conversations, so that nothing in it is other than it could have become.
 * @throws Refused if there is a workspace already
 */
export async function seed(
  settings: Settings,
  size: Size,
  progress: (conversations: number) => void,
): Promise<{ website: string; agents: SeededAgent[] }> {
  const { writer, reader } = await connect(settings, entities);
  try {
    const handle = (writer.driver as unknown as { databaseConnection: SqliteHandle }).databaseConnection;
    if (handle.prepare('SELECT 1 FROM account LIMIT 1').get())
      throw new Refused(`${settings.DATA_DIR} is in use already. Set DATA_DIR to an empty folder.`);
    const now = new Date();
    const since = new Date(now.getTime() - span);
    const workspace = await seedWorkspace(writer, since, now);
    hurry(handle);
    new SeedConversations(handle, workspace, size).fill(since.getTime(), now.getTime(), progress);
    await index({ writer, reader });
    await count({ writer, reader });
    handle.pragma('wal_checkpoint(TRUNCATE)');
    return { website: workspace.website, agents: workspace.agents };
  } finally {
    await reader.destroy();
    if (writer.isInitialized) await writer.destroy();
  }
}

/** The server's own index catches up with what was written, as it does at each start. */
async function index(connections: Connections): Promise<void> {
  const search = new SearchIndex(new Database(connections, new StorageHealth()), new EventBus());
  await search.onApplicationBootstrap();
  await search.onApplicationShutdown();
}

/** And so do the statistics, so that a server on a seed has nothing to catch up with. No plugin hears of it. */
async function count(connections: Connections): Promise<void> {
  const database = new Database(connections, new StorageHealth());
  const nobody = { receivers: () => Promise.resolve(new Map()), write: () => Promise.resolve() };
  const counter = new Counter(database, new CounterStore(database), nobody as unknown as FeedWriter, new EventBus());
  await counter.countAll();
}

/** Nothing is lost that could not be made again: the disk need not confirm each step, nor overwrite what moves. */
function hurry(handle: SqliteHandle): void {
  handle.pragma('synchronous = OFF');
  handle.pragma('secure_delete = OFF');
  handle.pragma('cache_size = -262144');
}
