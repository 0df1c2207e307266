import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../common/clock';
import { Keys } from '../../common/keys';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { Translation } from './translation.entity';

/** What is to be translated into what; texts of one request have all of it in common. */
export interface Order {
  workspaceId: string;
  conversationId: string;
  from: string | undefined;
  to: string;
  provider: string;
  glossaryVersion: string;
}

/** Milliseconds after which an order counts as forgotten: the process that placed it is gone. */
const forgottenAfter = 60_000;

/**
 * Keeps translations, and sees to it that nothing is asked for twice: not by two nodes, and not the same text again. All of it can be
 * done again, so messages go first.
 */
@Injectable()
export class TranslationStore {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.key = keys.derive('translation');
  }

  /** What there is in a language, by message. */
  async find(conversationId: string, messageIds: readonly string[], language: string): Promise<Map<string, Translation>> {
    if (!messageIds.length) return new Map();
    const where = { conversationId, messageId: In([...messageIds]), language };
    const rows = await this.database.read.findBy(Translation, where);
    return new Map(rows.filter(({ body }) => body !== null).map((row) => [row.messageId, row]));
  }

  async lastAt(conversationId: string, language: string): Promise<number | undefined> {
    const sql = 'SELECT max(at) AS at FROM translation WHERE conversation_id = ? AND language = ? AND body IS NOT NULL';
    const [row] = await this.database.query<{ at: number | string | null }>(sql, [conversationId, language]);
    return row?.at ? Number(row.at) : undefined;
  }

  /** Those of the messages that nobody has ordered yet; now they are. */
  async claim(order: Order, messages: readonly StoredMessage[]): Promise<StoredMessage[]> {
    const now = this.clock.millis();
    return this.database.maintain(async (tx) => {
      const won: StoredMessage[] = [];
      for (const message of messages) if (await this.claimOne(tx, order, message, now)) won.push(message);
      return won;
    });
  }

  /** What was translated before, with the same words: text → translation. */
  async known(order: Order, texts: readonly string[]): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    for (const text of new Set(texts)) {
      const [row] = await this.database.query<{ body: string }>(
        'SELECT body FROM translation WHERE workspace_id = ? AND fingerprint = ? AND body IS NOT NULL LIMIT 1',
        [order.workspaceId, this.fingerprint(order, text)],
      );
      if (row) known.set(text, row.body);
    }
    return known;
  }

  /** @returns the messages that were still there to take their translation */
  async keep(order: Order, translated: readonly { message: StoredMessage; body: string }[]): Promise<StoredMessage[]> {
    return this.database.maintain(async (tx) => {
      const kept: StoredMessage[] = [];
      for (const { message, body } of translated) {
        const sql =
          'UPDATE translation SET body = ?, at = ? WHERE conversation_id = ? AND message_id = ? AND language = ? RETURNING message_id';
        const values = [body, this.clock.millis(), message.conversationId, message.id, order.to];
        if ((await tx.run(sql, values)).length) kept.push(message);
      }
      return kept;
    });
  }

  /** It did not work out: somebody may try again. */
  async giveBack(order: Order, messages: readonly StoredMessage[]): Promise<void> {
    await this.database.maintain(async (tx) => {
      const sql = 'DELETE FROM translation WHERE conversation_id = ? AND message_id = ? AND language = ? AND body IS NULL';
      for (const { conversationId, id } of messages) await tx.run(sql, [conversationId, id, order.to]);
    });
  }

  /** Part of the transaction that deletes the message. */
  async forget(tx: Transaction, conversationId: string, messageId: string): Promise<void> {
    await tx.run('DELETE FROM translation WHERE conversation_id = ? AND message_id = ?', [conversationId, messageId]);
  }

  private async claimOne(tx: Transaction, order: Order, message: StoredMessage, now: number): Promise<boolean> {
    const { conversationId, id, body } = message;
    const place = [conversationId, id, order.to];
    await tx.run(
      `DELETE FROM translation WHERE conversation_id = ? AND message_id = ? AND language = ? AND body IS NULL AND at < ?`,
      [...place, now - forgottenAfter],
    );
    // Not for a message that was deleted meanwhile.
    const rows = await tx.run(
      `INSERT INTO translation (conversation_id, message_id, language, workspace_id, source, fingerprint, provider, at)
       SELECT conversation_id, id, ?, workspace_id, ?, ?, ?, CAST(? AS bigint) FROM message
       WHERE conversation_id = ? AND id = ? AND deleted_at IS NULL ${this.database.isPostgres ? 'FOR SHARE' : ''}
       ON CONFLICT DO NOTHING RETURNING message_id`,
      [order.to, order.from ?? null, this.fingerprint(order, body), order.provider, now, conversationId, id],
    );
    return rows.length > 0;
  }

  /** Without the key nobody can try out which text it is of. */
  private fingerprint({ workspaceId, from, to, provider, glossaryVersion }: Order, text: string): string {
    const whole = JSON.stringify([workspaceId, from ?? '', to, provider, glossaryVersion, text]);
    return createHmac('sha256', this.key).update(whole).digest('base64url');
  }
}
