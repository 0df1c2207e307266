import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import { DataMap } from '../data-map/data-map.service';
import { Erasure } from './erasure.entity';
import { Tally } from './tally';

/** An erasure's own row, what it asked of recipients, and its jobs. */
const always = ['erasure', 'personal_data_request', 'outbox_job'];

/** What deleted rows leave behind: in the files of the database, and in copies of it that the server made by itself. */
@Injectable()
export class Leftovers {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly tally: Tally,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Copies that were made before a migration: of use for a few days, and full of what was just erased. */
  async removeSnapshots(erasureId: string): Promise<void> {
    const folder = join(this.settings.DATA_DIR, 'snapshots');
    const files = await readdir(folder).catch(() => []);
    for (const file of files) await rm(join(folder, file), { force: true });
    if (files.length) await this.database.transaction((tx) => this.tally.add(tx, erasureId, { snapshots: files.length }));
  }

  /** Of the tables that it touched, and of those that every erasure does. */
  async scrub(erasureId: string): Promise<void> {
    const { tally } = await this.database.read.findOneByOrFail(Erasure, { id: erasureId });
    const touched = new Set([...Object.keys(JSON.parse(tally) as object).map((store) => store.split(':')[0]), ...always]);
    await this.database.scrub(this.map.kinds.map(({ table }) => table).filter((table) => touched.has(table)));
  }
}
