import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { Database } from '../../database/database';
import { Challenges, challengeTime } from './challenges.service';
import { readCredential, type Credential } from './credential';
import type { Ceremony } from './passkey-challenge.entity';
import { Passkey } from './passkey.entity';
import { handleOf } from './passkeys.service';
import { relyingPartyOf } from './relying-party';

const library = () => import('@simplewebauthn/server');

/** A count has to rise; devices that do not count say 0 for ever. What does not rise is a copy, or the same answer again. */
const using = `UPDATE passkey SET counter = ?, used_at = ? WHERE id = ? AND (counter < ? OR (counter = 0 AND ? = 0)) RETURNING id`;

/** Who asks, and for what. `holder`: see {@link Challenges}. `accountId`: whose passkey it has to be, where that is known. */
export interface Asked {
  ceremony: Ceremony;
  holder: string;
  accountId?: string;
}

/** Recognises people by their passkeys. */
@Injectable()
export class PasskeyCheck {
  constructor(
    private readonly database: Database,
    private readonly challenges: Challenges,
    private readonly address: ClientAddress,
    private readonly clock: Clock,
  ) {}

  async options({ ceremony, holder, accountId }: Asked, request: Request): Promise<object> {
    const { generateAuthenticationOptions } = await library();
    const own = accountId ? await this.database.read.findBy(Passkey, { accountId }) : [];
    return generateAuthenticationOptions({
      rpID: relyingPartyOf(this.address, request).id,
      challenge: Buffer.from(await this.challenges.make(ceremony, holder), 'base64url'),
      timeout: challengeTime,
      userVerification: 'required',
      // Where nobody is known yet, none is named: who has which passkey is nobody's business.
      allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    });
  }

  /** @returns the account that it is. @throws ChatError `passkey.refused` */
  async recognise(asked: Asked, answer: string, request: Request): Promise<string> {
    const credential = readCredential(answer);
    const passkey = await this.database.read.findOneBy(Passkey, { credentialId: credential.id });
    // Looked at also where there is no such passkey, so that the challenge is used up either way.
    const counter = await this.verifiedCounter(asked, credential, passkey, request);
    if (!passkey || counter === undefined) throw new ChatError('passkey.refused');
    const { id, accountId } = passkey;
    if (asked.accountId && asked.accountId !== accountId) throw new ChatError('passkey.refused');
    const handle = credential.response.userHandle;
    if (handle && handle !== Buffer.from(handleOf(accountId)).toString('base64url')) throw new ChatError('passkey.refused');
    const values = [counter, this.clock.millis(), id, counter, counter];
    const used = await this.database.transaction((tx) => tx.run(using, values));
    if (!used.length) throw new ChatError('passkey.refused');
    return accountId;
  }

  private async verifiedCounter(
    { ceremony, holder }: Asked,
    { id, response }: Credential,
    passkey: Passkey | null,
    request: Request,
  ): Promise<number | undefined> {
    const party = relyingPartyOf(this.address, request);
    const { verifyAuthenticationResponse } = await library();
    const { publicKey = '', counter = 0 } = passkey ?? {};
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} } as never,
        expectedChallenge: (challenge) => this.challenges.take(challenge, ceremony, holder),
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: { id, publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')), counter },
        requireUserVerification: true,
      });
      return verified ? authenticationInfo.newCounter : undefined;
    } catch {
      return undefined;
    }
  }
}
