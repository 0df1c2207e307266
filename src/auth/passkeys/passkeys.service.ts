import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { newId } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { Factors, type Owner } from '../second-factor/factors.service';
import { Challenges, challengeTime } from './challenges.service';
import { readCredential } from './credential';
import { Passkey } from './passkey.entity';
import { relyingPartyOf } from './relying-party';

/** More are not of one person. */
const most = 20;

/** Loaded with the first passkey: the server starts without it. */
const library = () => import('@simplewebauthn/server');

/** Making, naming and removing passkeys. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly challenges: Challenges,
    private readonly factors: Factors,
    private readonly address: ClientAddress,
    private readonly clock: Clock,
  ) {}

  /** In the order of their making. */
  list(accountId: string): Promise<Passkey[]> {
    return this.database.read.find(Passkey, { where: { accountId }, order: { id: 'ASC' } });
  }

  /** What the browser asks a device for: a key that names its account by itself, and that its person unlocks. */
  async registrationOptions({ agent, sessionId }: Owner, request: Request): Promise<object> {
    const { account } = agent;
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: 'Parlour',
      rpID: relyingPartyOf(this.address, request).id,
      userID: handleOf(account.id),
      userName: account.email,
      userDisplayName: account.name,
      challenge: Buffer.from(await this.challenges.make('registration', sessionId), 'base64url'),
      timeout: challengeTime,
      attestationType: 'none',
      excludeCredentials: (await this.list(account.id)).map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    });
  }

  /** @returns recovery codes, if this is the first factor. @throws ChatError `passkey.refused`, `passkey.too_many` */
  async add(owner: Owner, name: string, answer: string, request: Request): Promise<string[] | undefined> {
    const passkey = { ...(await this.verified(owner, answer, request)), accountId: owner.agent.account.id, name };
    return this.database.transaction(async (tx) => {
      const known = await tx.run('SELECT id FROM passkey WHERE account_id = ?', [passkey.accountId]);
      if (known.length >= most) throw new ChatError('passkey.too_many');
      if (!(await this.insert(tx, passkey))) throw new ChatError('passkey.refused');
      return this.factors.afterAdding(tx, owner, 'passkey');
    });
  }

  async rename(accountId: string, id: string, name: string): Promise<void> {
    const sql = 'UPDATE passkey SET name = ? WHERE id = ? AND account_id = ? RETURNING id';
    const renamed = await this.database.transaction((tx) => tx.run(sql, [name, id, accountId]));
    if (!renamed.length) throw new ChatError('factor.not_found');
  }

  async remove(owner: Owner, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const sql = 'DELETE FROM passkey WHERE id = ? AND account_id = ? RETURNING id';
      const gone = await tx.run(sql, [id, owner.agent.account.id]);
      if (!gone.length) throw new ChatError('factor.not_found');
      await this.factors.afterRemoving(tx, owner, 'passkey');
    });
  }

  private async verified({ sessionId }: Owner, answer: string, request: Request) {
    const { id, response, transports } = readCredential(answer);
    const party = relyingPartyOf(this.address, request);
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} } as never,
      expectedChallenge: (challenge) => this.challenges.take(challenge, 'registration', sessionId),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    }).catch(() => refuse());
    if (!verified) return refuse();
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports,
      isSynced: credentialBackedUp,
    };
  }

  /** @returns false: the device's key belongs to an account already */
  private async insert(tx: Transaction, passkey: Omit<Passkey, 'id' | 'createdAt' | 'usedAt'>): Promise<boolean> {
    const known = await tx.run('SELECT id FROM passkey WHERE credential_id = ?', [passkey.credentialId]);
    if (known.length) return false;
    const id = newId(this.clock.millis());
    await tx.manager.insert(Passkey, { id, ...passkey, createdAt: this.clock.now(), usedAt: null });
    return true;
  }
}

/** What stands in the device for the account: its random identifier, nothing that names anybody (WebAuthn, 14.6.1). */
export const handleOf = (accountId: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(accountId));

function refuse(): never {
  throw new ChatError('passkey.refused');
}
