import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { EventBus } from '../events/event-bus';
import { AddressHashes, type AddressMarks } from './address-hashes.service';
import type { VisitorIdentity } from './visitor.types';

const writeEvery = 30_000;
const mostAtOnce = 200;
/** Visitors whose address this process remembers, so that who comes again from the same one costs nothing. */
const mostRemembered = 50_000;

const day = 86_400_000;
/** Who comes again from where they were changes nothing, but that it is kept for longer. */
const move = `UPDATE visitor SET address_hash = ?, network_hash = ?, address_at = ?
  WHERE id = ? AND (address_hash IS NULL OR address_hash <> ? OR address_at < ?)`;

interface Row {
  address_hash: string | null;
  network_hash: string | null;
}

/**
 * From where visitors who wrote before were last here, as marks: an agent who bans an address means the one of now. The
 * address itself stays in memory, and is written nowhere.
 */
@Injectable()
export class Arrivals implements OnApplicationShutdown {
  private readonly logger = new Logger('visitors');
  private readonly remembered = new Map<string, string>();
  private readonly changed = new Map<string, AddressMarks>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly hashes: AddressHashes,
    private readonly clock: Clock,
    events: EventBus,
  ) {
    events.on('person.erased', ({ subjectId }) => {
      this.remembered.delete(subjectId);
      this.changed.delete(subjectId);
    });
  }

  /** Only of somebody who has a row: who looks and never writes is stored nowhere. */
  note({ workspaceId, visitorId }: VisitorIdentity, address: string): void {
    if (this.remembered.get(visitorId) === address) return;
    const marks = this.hashes.of(workspaceId, address);
    if (!marks) return;
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(visitorId, address);
    this.changed.set(visitorId, marks);
    this.timer ??= setTimeout(() => void this.write(), writeEvery).unref();
  }

  async marksOf(workspaceId: string, visitorId: string): Promise<AddressMarks | undefined> {
    const known = this.changed.get(visitorId);
    if (known) return known;
    const sql = 'SELECT address_hash, network_hash FROM visitor WHERE id = ? AND workspace_id = ?';
    const [row] = await this.database.query<Row>(sql, [visitorId, workspaceId]);
    return row?.address_hash && row.network_hash ? { address: row.address_hash, network: row.network_hash } : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.write();
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    const all = [...this.changed];
    for (let from = 0; from < all.length; from += mostAtOnce) {
      const some = all.slice(from, from + mostAtOnce);
      const now = this.clock.millis();
      try {
        await this.database.transaction(async (tx) => {
          for (const [id, { address, network }] of some) await tx.run(move, [address, network, now, id, address, now - day]);
        });
        for (const [id, marks] of some) if (this.changed.get(id) === marks) this.changed.delete(id);
      } catch (error) {
        this.logger.warn(`Where visitors come from is written down later: ${(error as Error).message}`);
        this.timer ??= setTimeout(() => void this.write(), writeEvery).unref();
        return;
      }
    }
  }
}
