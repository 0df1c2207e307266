import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import { Copies, type CopyAnswer, type CopyHolders, type CopyRecords } from '../../privacy/copies.service';
import type { Person } from '../../privacy/privacy.types';
import { mostAttempts } from './personal-data-answers';
import { PersonalDataCalls } from './personal-data-calls.service';

/** The plugins that got something about a person, for the room of privacy. */
@Injectable()
export class PluginCopies implements CopyHolders {
  constructor(
    private readonly calls: PersonalDataCalls,
    copies: Copies,
  ) {
    copies.register(this);
  }

  async export({ workspaceId, ...subject }: Person): Promise<CopyRecords[]> {
    return (await this.calls.export(workspaceId, subject)).map(({ pluginId: recipient, ...part }) => ({ recipient, ...part }));
  }

  async erase(tx: Transaction, { workspaceId, ...subject }: Person): Promise<void> {
    await this.calls.request(tx, workspaceId, subject, 'erase');
  }

  async answers({ workspaceId, id }: Person, since: Date): Promise<CopyAnswer[]> {
    const requests = await this.calls.of(workspaceId, { id });
    return requests
      .filter(({ act, at }) => act === 'erase' && at >= since)
      .map(({ pluginId: recipient, state, records, attempts }) => ({
        recipient,
        state,
        records,
        open: state !== 'done' && attempts < mostAttempts,
      }));
  }
}
