import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Database } from '../database/database';
import { serverChain } from './chain.types';
import { Checkpoints } from './checkpoints.service';

/** As long as a workspace keeps its log where nobody chose, in milliseconds. */
const period = 1_095 * 86_400_000;
const atOnce = 200;

/** The log of the server belongs to no workspace, so that no schedule of retention has it: what is older than three years goes here. */
@Injectable()
export class ServerLogPruning {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: Checkpoints,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const [{ place }] = await this.database.query<{ place: number | null }>(
      'SELECT max(place) AS place FROM audit_entry WHERE chain = ? AND at < ?',
      [serverChain, this.clock.millis() - period],
    );
    if (place === null) return;
    await this.checkpoints.prune(serverChain, place);
    const some = `SELECT id FROM audit_entry WHERE chain = ? AND place <= ? ORDER BY place LIMIT ${atOnce}`;
    for (let more = true; more;) {
      more = await this.database.maintain(async (tx) => {
        await tx.run(`DELETE FROM audit_origin WHERE id IN (${some})`, [serverChain, place]);
        return (
          (await tx.run(`DELETE FROM audit_entry WHERE id IN (${some}) RETURNING id`, [serverChain, place])).length === atOnce
        );
      });
    }
  }
}
