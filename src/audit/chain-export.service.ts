import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ChainCheck } from './chain-check.service';
import { ChainEnds } from './chain-ends.service';
import { Checkpoints } from './checkpoints.service';
import type { AuditExportHead } from './export-file';

/** A whole chain in lines of JSON: what it is, its checkpoints, its entries. */
@Injectable()
export class ChainExport {
  constructor(
    private readonly check: ChainCheck,
    private readonly ends: ChainEnds,
    private readonly checkpoints: Checkpoints,
    private readonly clock: Clock,
  ) {}

  /** Ends with a checkpoint made for it, so that nothing of the file can be cut off unnoticed. */
  async *lines(chain: string): AsyncGenerator<string> {
    await this.checkpoints.issue(chain, 'asked');
    const end = await this.ends.find(chain);
    const head: AuditExportHead = {
      type: 'parlour/audit-export',
      version: 1,
      chain,
      key: this.checkpoints.publicKey,
      at: this.clock.now().toISOString(),
    };
    yield `${JSON.stringify(head)}\n`;
    const checkpoints = await this.checkpoints.of(chain);
    for (const document of checkpoints) yield `${JSON.stringify(document)}\n`;
    const pruned = checkpoints.filter(({ checkpoint }) => checkpoint.kind === 'pruned').at(-1)?.checkpoint.place ?? 0;
    const last = checkpoints.at(-1)?.checkpoint.place ?? end?.place ?? 0;
    let lines = '';
    for await (const entry of this.check.entries(chain, pruned, last)) {
      lines += `${JSON.stringify({ entry })}\n`;
      if (lines.length < 65_536) continue;
      yield lines;
      lines = '';
    }
    if (lines) yield lines;
  }
}
