import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction';
import type { StoredMessage } from './thread.types';

type Watcher = (tx: Transaction, answers: readonly StoredMessage[]) => Promise<void>;

/** Lets other rooms plan work in the very transaction that writes the team's answers: neither is there without the other. */
@Injectable()
export class ReplyWatch {
  private readonly watchers: Watcher[] = [];

  /** Once, when a room starts. A watcher that throws takes the answer back: it does nothing but plan. */
  add(watcher: Watcher): void {
    this.watchers.push(watcher);
  }

  /** What visitors write, the many, costs nothing here. */
  async tell(tx: Transaction, messages: readonly StoredMessage[]): Promise<void> {
    if (!this.watchers.length) return;
    const answers = messages.filter(({ from, kind }) => from === 'team' && kind === 'reply');
    if (answers.length) for (const watcher of this.watchers) await watcher(tx, answers);
  }
}
