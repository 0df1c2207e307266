import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { AuditList, type AuditFilter } from '../../audit/audit-list.service';
import { ChainExport } from '../../audit/chain-export.service';
import { AuditWords } from './audit-words';

const atOnce = 500;
const head = ['place', 'time', 'who', 'act', 'what', 'target', 'details', 'network', 'country', 'device'];

/** The log as files: a table to read, and lines of JSON that can be checked without this server. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly acts: AuditList,
    private readonly chain: ChainExport,
    private readonly words: AuditWords,
  ) {}

  /** As it is filtered, the newest first. A cell that a spreadsheet would take for a formula has an apostrophe in front (CWE-1236). */
  async *csv(chain: string, filter: AuditFilter, names: ReadonlyMap<string, string>): AsyncGenerator<string> {
    yield `\ufeff${line([head])}`;
    for (let before: number | undefined; ;) {
      const rows = await this.acts.list(chain, filter, atOnce, before);
      if (!rows.length) return;
      yield line(
        rows.map((row) => {
          const { who, text } = this.words.of(row, names);
          const { place, at, action, target, details, network, country, device } = row;
          return [place, at.toISOString(), who, action, text, target, details === '{}' ? '' : details, network, country, device];
        }),
      );
      before = rows.at(-1)!.place;
      await new Promise(setImmediate);
    }
  }

  /** Always whole: a part of a chain proves nothing. */
  lines(chain: string): AsyncGenerator<string> {
    return this.chain.lines(chain);
  }
}

const line = (rows: unknown[][]): string => stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
