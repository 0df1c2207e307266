import { Injectable } from '@nestjs/common';
import type { Category, Subject } from '../../data-map/personal';
import type { Transaction } from '../../database/transaction';
import type { RecipientFact, StorageFact } from './notice.types';

/** Something of the data map that a recipient gets; also what stands in no column, such as the bytes of a file. */
export interface DeclaredField {
  /** `entity.column` */
  name: string;
  category: Category;
  subject: Subject;
}
export type DeclaredRecipient = Omit<RecipientFact, 'categories' | 'getsAddress'> & {
  fields: readonly DeclaredField[];
  /** What it keeps in browsers. */
  storage: readonly StorageFact[];
};

/** Whoever hands data to others. */
export interface RecipientSource {
  /** `announced`: they receive something now. `waiting`: they will, once the notice names them. */
  of(workspaceId: string): Promise<{ announced: DeclaredRecipient[]; waiting: DeclaredRecipient[] }>;
  /**
   * Who receives something now in any workspace: each plugin once, without the names and countries that workspaces chose, since everybody
   * reads them.
   */
  everywhere(): Promise<DeclaredRecipient[]>;
  /** A version that names these was published, in this transaction. */
  published(tx: Transaction, workspaceId: string, plugins: readonly string[]): Promise<void>;
}

/** What rooms to the right add to the facts of a notice: privacy knows no plugins. */
@Injectable()
export class NoticeSources {
  private recipients?: RecipientSource;

  registerRecipients(source: RecipientSource): void {
    this.recipients = source;
  }

  recipientsOf(workspaceId: string) {
    return this.recipients?.of(workspaceId) ?? Promise.resolve({ announced: [], waiting: [] });
  }

  everywhere(): Promise<DeclaredRecipient[]> {
    return this.recipients?.everywhere() ?? Promise.resolve([]);
  }

  async published(tx: Transaction, workspaceId: string, plugins: readonly string[]): Promise<void> {
    await this.recipients?.published(tx, workspaceId, plugins);
  }
}
