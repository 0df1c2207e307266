import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId } from '../../common/ids';
import { Secrets } from '../../common/secrets';
import { Database } from '../../database/database';
import { sealedIn } from '../../database/sealed-columns';
import type { Transaction } from '../../database/transaction';
import { Authenticator } from './authenticator.entity';

/** RFC 6238: seconds of a step, and how many steps early or late a clock may be. */
const period = 30;
const window = 1;
/** Bytes of a new secret, as RFC 4226 wants them. */
const seedSize = 20;
/** Milliseconds to scan a code and type what the app shows. */
const setUpTime = 60 * 60_000;

/** Loaded with the first code: the server starts without it. */
const library = () => import('otpauth');

const placeOf = (id: string) => `authenticator ${id}`;

sealedIn({ table: 'authenticator', key: ['id'], column: 'seed', again: ({ id, seed }, again) => again(placeOf(id), seed) });

/** Apps that show codes (TOTP). A code counts once, and none before it counts after. */
@Injectable()
export class Authenticators {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  async find(accountId: string): Promise<Authenticator | undefined> {
    const all = await this.database.read.findBy(Authenticator, { accountId });
    return all.find(({ confirmedAt }) => confirmedAt !== null);
  }

  /** Makes a secret that counts for nothing until a code of it was right. Replaces one that was never confirmed. */
  async begin(accountId: string): Promise<void> {
    const { Secret } = await library();
    const id = newId(this.clock.millis());
    const seed = this.secrets.seal(placeOf(id), new Secret({ size: seedSize }).base32);
    const createdAt = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM authenticator WHERE account_id = ? AND confirmed_at IS NULL', [accountId]);
      const none = { lastStep: 0, confirmedAt: null, usedAt: null };
      await tx.manager.insert(Authenticator, { id, accountId, seed, createdAt, ...none });
    });
  }

  /** What the app has to be told of the secret that waits. @throws ChatError `factor.begin_again` */
  async pending(accountId: string, label: string, issuer: string): Promise<{ secret: string; uri: string }> {
    const waiting = await this.waiting(accountId);
    const { TOTP } = await library();
    const secret = this.secrets.open(placeOf(waiting.id), waiting.seed);
    return { secret, uri: new TOTP({ issuer, label, secret, period }).toString() };
  }

  /** The code that shows that the app knows the secret. The one before it, if there was one, is gone. @returns false: a wrong code */
  async confirm(tx: Transaction, accountId: string, code: string): Promise<boolean> {
    const { id, seed } = await this.waiting(accountId);
    const step = await this.stepOf(id, seed, code);
    if (!step) return false;
    const sql = `UPDATE authenticator SET confirmed_at = ?, last_step = ? WHERE id = ? AND confirmed_at IS NULL RETURNING id`;
    const confirmed = await tx.run(sql, [this.clock.millis(), step, id]);
    if (!confirmed.length) throw new ChatError('factor.begin_again');
    await tx.run('DELETE FROM authenticator WHERE account_id = ? AND id <> ?', [accountId, id]);
    return true;
  }

  /** Takes a code, once: of two at the same moment one is late. */
  async take(tx: Transaction, accountId: string, code: string): Promise<boolean> {
    const sql = 'SELECT id, seed FROM authenticator WHERE account_id = ? AND confirmed_at IS NOT NULL';
    const [known] = await tx.run<{ id: string; seed: string }>(sql, [accountId]);
    const step = known && (await this.stepOf(known.id, known.seed, code));
    if (!step) return false;
    const taking = 'UPDATE authenticator SET last_step = ?, used_at = ? WHERE id = ? AND last_step < ? RETURNING id';
    return (await tx.run(taking, [step, this.clock.millis(), known.id, step])).length > 0;
  }

  /** @returns whether there was one */
  async remove(tx: Transaction, accountId: string): Promise<boolean> {
    const gone = await tx.run<{ confirmedAt: number | null }>(
      'DELETE FROM authenticator WHERE account_id = ? RETURNING confirmed_at AS "confirmedAt"',
      [accountId],
    );
    return gone.some(({ confirmedAt }) => confirmedAt !== null);
  }

  private async waiting(accountId: string): Promise<Authenticator> {
    const all = await this.database.read.findBy(Authenticator, { accountId });
    const since = this.clock.millis() - setUpTime;
    const waiting = all.find(({ confirmedAt, createdAt }) => confirmedAt === null && createdAt.getTime() > since);
    if (!waiting) throw new ChatError('factor.begin_again');
    return waiting;
  }

  /** The step that a code belongs to, near now; undefined: to none. */
  private async stepOf(id: string, sealed: string, code: string): Promise<number | undefined> {
    const { TOTP } = await library();
    const timestamp = this.clock.millis();
    const totp = new TOTP({ secret: this.secrets.open(placeOf(id), sealed), period });
    const delta = totp.validate({ token: code, window, timestamp });
    return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta;
  }
}
