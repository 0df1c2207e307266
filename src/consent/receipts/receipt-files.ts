import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { FilesOfPersons } from '../../privacy/export/files-of-persons.service';
import { ConsentReceipt } from '../consent-receipt.entity';
import { ConsentWordings } from '../questions/consent-wordings.service';
import { receiptRecord, type ShownWords } from './receipt-record';

/** Puts each receipt into its person's export as a file of its own, with the words that stood there. */
@Injectable()
export class ReceiptFiles {
  constructor(
    private readonly database: Database,
    private readonly wordings: ConsentWordings,
    files: FilesOfPersons,
  ) {
    files.register(ConsentReceipt.name, {
      nameOf: () => 'consent-receipt.json',
      open: async ({ id }) => Readable.from([await this.textOf(String(id))], { objectMode: false }),
    });
  }

  private async textOf(id: string): Promise<string> {
    const receipt = await this.database.read.findOneByOrFail(ConsentReceipt, { id });
    const { workspaceId, wording } = receipt;
    const shown = wording && (await this.wordings.of(workspaceId, wording));
    return JSON.stringify(receiptRecord(receipt, shown ? (JSON.parse(shown.words) as ShownWords) : null), null, 2);
  }
}
