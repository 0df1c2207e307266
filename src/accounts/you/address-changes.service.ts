import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import { AccountMail } from '../../auth/account-mail.service';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { OwnAddress } from '../../common/http/own-address';
import { randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { EventBus } from '../../events/event-bus';
import { Account } from '../account.entity';
import { AddressChange } from '../address-change.entity';

const lifetime = 24 * 3_600_000;

/** Another address to sign in with. It counts once it was confirmed at both: whoever holds one mailbox cannot take the account alone. */
@Injectable()
export class AddressChanges {
  constructor(
    private readonly database: Database,
    private readonly mail: AccountMail,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly own: OwnAddress,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of one before it. Whether somebody else has the address is told in its own mailbox only. */
  async ask({ account }: Agent, email: string): Promise<void> {
    if (email === account.email) throw new ChatError('request.invalid', { fields: { email: 'fields.addressSame' } });
    const [oldToken, newToken] = [randomToken(256), randomToken(256)];
    const expiresAt = new Date(this.clock.millis() + lifetime);
    const isTaken = await this.database.read.existsBy(Account, { email });
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM address_change WHERE account_id = ? OR expires_at <= ?', [account.id, this.clock.millis()]);
      const hashes = { oldTokenHash: hashOfToken(oldToken), newTokenHash: hashOfToken(newToken) };
      const open = { oldConfirmedAt: null, newConfirmedAt: null };
      await tx.manager.insert(AddressChange, { accountId: account.id, email, ...hashes, ...open, expiresAt });
      const common = { kind: 'login', parameters: { email } } as const;
      const link = this.own.linkTo(`/address/${oldToken}`);
      await this.mail.send(tx, account, { ...common, subject: 'email.addressOldSubject', template: 'emails/address-old', link });
      const atNew = { ...common, to: email, subject: 'email.addressNewSubject' };
      if (isTaken) await this.mail.send(tx, account, { ...atNew, template: 'emails/address-taken' });
      else
        await this.mail.send(tx, account, {
          ...atNew,
          template: 'emails/address-new',
          link: this.own.linkTo(`/address/${newToken}`),
        });
    });
  }

  async withdraw({ account }: Agent): Promise<void> {
    await this.database.transaction((tx) => tx.run('DELETE FROM address_change WHERE account_id = ?', [account.id]));
  }

  /** @throws ChatError `address.invalid`, the same for used, expired and never made */
  async read(token: string): Promise<AddressChange & { isNew: boolean }> {
    const hash = hashOfToken(token);
    const change = await this.database.read.findOne(AddressChange, { where: [{ oldTokenHash: hash }, { newTokenHash: hash }] });
    if (!change || change.expiresAt <= this.clock.now()) throw new ChatError('address.invalid');
    return { ...change, isNew: change.newTokenHash === hash };
  }

  /** @returns whether it counts now, or waits for the other mailbox */
  async confirm(token: string): Promise<boolean> {
    const { accountId, isNew } = await this.read(token);
    const [side, hash] = isNew ? ['new_confirmed_at', 'new_token_hash'] : ['old_confirmed_at', 'old_token_hash'];
    return this.database.transaction(async (tx) => {
      const sql = `UPDATE address_change SET ${side} = ? WHERE account_id = ? AND ${hash} = ?
        RETURNING email, old_confirmed_at AS "old", new_confirmed_at AS "new"`;
      const values = [this.clock.millis(), accountId, hashOfToken(token)];
      const [now] = await tx.run<{ email: string; old: number | null; new: number | null }>(sql, values);
      if (!now) throw new ChatError('address.invalid');
      if (now.old === null || now.new === null) return false;
      await this.change(tx, accountId, now.email);
      return true;
    });
  }

  private async change(tx: Transaction, id: string, email: string): Promise<void> {
    const [account] = await tx.run<{ email: string }>('SELECT email FROM account WHERE id = ?', [id]);
    await tx.run('DELETE FROM address_change WHERE account_id = ?', [id]);
    await tx.run('DELETE FROM password_reset WHERE account_id = ?', [id]);
    // Somebody may have taken it meanwhile: the table lets only one of them have it.
    const sql =
      'UPDATE account SET email = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM account AS other WHERE other.email = ?) RETURNING id';
    if (!account || !(await tx.run(sql, [email, id, email])).length) throw new ChatError('address.invalid');
    await this.audit.record(tx, { workspaceId: null, accountId: id, action: 'address.changed', target: id });
    const told = { kind: 'security', subject: 'email.addressChangedSubject', template: 'emails/address-changed' } as const;
    await this.mail.send(tx, { id, email: account.email }, { ...told, parameters: { email } });
    tx.afterCommit(() => this.events.publish('profile.changed', { accountId: id }));
  }
}
