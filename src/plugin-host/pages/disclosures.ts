import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../database/database';
import { Disclosure } from '../disclosure.entity';

export interface DisclosurePage {
  rows: Disclosure[];
  /** Where the next page begins; undefined at the end. */
  next?: string;
}

/** Reads the disclosure ledger, the newest first. */
@Injectable()
export class Disclosures {
  constructor(private readonly database: Database) {}

  /** `before` is the last id of the page before. */
  async page(
    workspaceId: string,
    { pluginId, before, limit }: { pluginId?: string; before?: string; limit: number },
  ): Promise<DisclosurePage> {
    const where = { workspaceId, ...(pluginId && { pluginId }), ...(before && { id: LessThan(before) }) };
    const rows = await this.database.read.find(Disclosure, { where, order: { id: 'DESC' }, take: limit + 1 });
    return rows.length > limit ? { rows: rows.slice(0, limit), next: rows[limit - 1].id } : { rows };
  }
}
