import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ChainReader, type ChainReport, type ReadEntry } from './chain-reader';
import type { SignedCheckpoint } from './checkpoint';

/** The first line of an exported log. */
export interface AuditExportHead {
  type: 'parlour/audit-export';
  version: 1;
  chain: string;
  /** Which its checkpoints are signed by; whose it is, whoever checks has to know from elsewhere. */
  key: string;
  /** ISO 8601 */
  at: string;
}
type Line = AuditExportHead | SignedCheckpoint | { entry: ReadEntry };

/** It is no exported log, or cannot be read. */
export class NoExport extends Error {}

export interface FileReport extends ChainReport {
  key: string;
  /** Time of the last checkpoint; '' if there is none, and then the end of the file is not proved by anything. */
  signedAt: string;
}

/**
 * Checks an exported log; asks nobody. A line at a time: it may be as long as it likes.
 *
 * @param kept checkpoints that whoever checks has from elsewhere
 * @throws NoExport
 */
export async function checkFile(file: string, kept: readonly SignedCheckpoint[] = []): Promise<FileReport> {
  let head: AuditExportHead | undefined;
  let reader: ChainReader | undefined;
  const checkpoints: SignedCheckpoint[] = [];
  const start = ({ chain, key }: AuditExportHead) =>
    new ChainReader(chain, [...checkpoints, ...kept.filter(({ checkpoint }) => checkpoint.chain === chain)], key);
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const text of lines) {
    if (!text) continue;
    const line = parsed(file, text);
    if (!head) {
      if (!('type' in line) || line.type !== 'parlour/audit-export') throw new NoExport(`${file}: this is no exported log.`);
      head = line;
    } else if ('checkpoint' in line) {
      // Behind entries, one could be slipped in that the entries before were not compared with.
      if (reader) throw new NoExport(`${file}: a checkpoint stands behind the entries.`);
      checkpoints.push(line);
    } else if ('entry' in line) {
      reader ??= start(head);
      if (!reader.read(line.entry)) break;
    }
  }
  if (!head) throw new NoExport(`${file}: it is empty.`);
  const report = (reader ?? start(head)).finish();
  return { ...report, key: head.key, signedAt: checkpoints.at(-1)?.checkpoint.at ?? '' };
}

function parsed(file: string, text: string): Line {
  try {
    const line: unknown = JSON.parse(text);
    if (line !== null && typeof line === 'object') return line as Line;
  } catch {
    // Told below.
  }
  throw new NoExport(`${file}: a line of it is no JSON. It was changed, or is not whole.`);
}
