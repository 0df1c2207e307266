import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { IncomingMail } from '../../plugin-api';
import { AddressHash } from '../address-hash';
import { ReceivedMail, type MailOutcome } from './received-mail.entity';

const hour = 3_600_000;
/** Mails of one sender in an hour. More than that is a machine that does not say so, and perhaps a loop. */
export const mostInAnHour = 20;

/** The mails that were taken: each once, whatever happens to the process in between. */
@Injectable()
export class ReceivedMails {
  constructor(
    private readonly database: Database,
    private readonly hash: AddressHash,
    private readonly clock: Clock,
  ) {}

  /** Notes a mail before anything is done with it. Its row names what it becomes, so that a second try makes the same again. */
  async begin(workspaceId: string, { key, messageId, from }: IncomingMail): Promise<ReceivedMail> {
    const mark = this.hash.of(workspaceId, messageId || `key ${key}`);
    const sender = this.hash.of(workspaceId, from.address);
    const now = this.clock.millis();
    await this.database.transaction((tx) =>
      tx.run(
        `INSERT INTO received_mail (id, workspace_id, mark, sender, message_id, subject, outcome, at) VALUES (?, ?, ?, ?, ?, '', 'new', ?)
         ON CONFLICT (workspace_id, mark) DO NOTHING`,
        [newId(now), workspaceId, mark, sender, messageId, now],
      ),
    );
    return this.database.read.findOneByOrFail(ReceivedMail, { workspaceId, mark });
  }

  async finish(
    { id }: ReceivedMail,
    outcome: MailOutcome,
    about: { conversationId?: string; subject?: string } = {},
  ): Promise<void> {
    const sql = 'UPDATE received_mail SET outcome = ?, conversation_id = ?, subject = ? WHERE id = ?';
    const values = [outcome, about.conversationId ?? null, about.subject ?? '', id];
    await this.database.transaction((tx) => tx.run(sql, values));
  }

  async isTooMany({ workspaceId, sender, id }: ReceivedMail): Promise<boolean> {
    const sql = 'SELECT count(*) AS total FROM received_mail WHERE workspace_id = ? AND sender = ? AND id > ? AND id < ?';
    const since = newId(this.clock.millis() - hour).slice(0, 10);
    const [row] = await this.database.query<{ total: number | string }>(sql, [workspaceId, sender, since, id]);
    return Number(row.total) >= mostInAnHour;
  }

  /** Whoever answered from an address reads it: from now on nothing is held back there. */
  async prove(workspaceId: string, conversationId: string, address: string): Promise<void> {
    const hash = this.hash.of(workspaceId, address);
    await this.database.transaction(async (tx) => {
      const proven = 'UPDATE follow_up SET proven_address = ? WHERE conversation_id = ? AND workspace_id = ?';
      await tx.run(proven, [hash, conversationId, workspaceId]);
      // It may have been out of order for a while.
      await tx.run('UPDATE follow_up SET bounced_address = NULL WHERE workspace_id = ? AND bounced_address = ?', [
        workspaceId,
        hash,
      ]);
    });
  }
}
