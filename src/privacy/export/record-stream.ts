import { Injectable } from '@nestjs/common';
import type { RecordKind } from '../data-map/data-map.service';
import { HeldRows } from '../held/held-rows.service';
import type { Person } from '../privacy.types';
import { DisplayNames } from './display-names';
import { exportedColumns, pointedTo, recordOf, type ExportedRecord } from './record-shape';

/** Milliseconds between two pages: whoever chats comes first. */
const rest = 2;

/** The records of a kind, page by page as they are read: never all at once. */
@Injectable()
export class RecordStream {
  constructor(
    private readonly rows: HeldRows,
    private readonly names: DisplayNames,
  ) {}

  async *pages(kind: RecordKind, person: Person): AsyncGenerator<ExportedRecord[]> {
    const columns = exportedColumns(kind);
    for (const held of await this.rows.of(kind, person)) {
      if (held.holding.exported === false) continue;
      for await (const page of this.rows.pages(held)) {
        const names = await this.names.of(page.flatMap((row) => pointedTo(row, columns)));
        yield page.map((row) => recordOf(row, columns, names));
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    }
  }

  async count(kind: RecordKind, person: Person): Promise<number> {
    let total = 0;
    for (const held of await this.rows.of(kind, person))
      if (held.holding.exported !== false) total += await this.rows.count(held);
    return total;
  }
}
