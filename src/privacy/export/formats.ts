import { stringify } from 'csv-stringify/sync';
import type { RecordKind } from '../data-map/data-map.service';
import { exportedColumns, type ExportedRecord } from './record-shape';

type Pages = AsyncIterable<ExportedRecord[]>;

/** One JSON array, a record a line. */
export async function* asJson(pages: Pages): AsyncGenerator<string> {
  let before = '[\n';
  for await (const page of pages) {
    yield before + page.map((record) => JSON.stringify(record)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/**
 * For spreadsheets: a column for each value, and one for its source beside what is about the person. A value that a spreadsheet would take for a formula has an
 * apostrophe in front (CWE-1236); the byte order mark has them read it as UTF-8.
 */
export async function* asCsv(kind: RecordKind, pages: Pages): AsyncGenerator<string> {
  const columns = exportedColumns(kind).flatMap(({ name, column }) =>
    column.declaration.personal ? [{ name }, { name, source: true }] : [{ name }],
  );
  const head = columns.map(({ name, ...of }) => ('source' in of ? `${name} (source)` : name));
  yield `\ufeff${line([head])}`;
  for await (const page of pages)
    yield line(
      page.map(({ values, sources }) => columns.map(({ name, ...of }) => ('source' in of ? sources[name] : cell(values[name])))),
    );
}

const line = (rows: unknown[][]): string => stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
const cell = (value: unknown): unknown =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : typeof value === 'boolean' ? String(value) : value;
