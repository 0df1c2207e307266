import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { newId } from '../common/ids';
import { Keys } from '../common/keys';

export interface TokenClaims {
  websiteId: string;
  visitorId: string;
  issuedAt: number;
}

const format = /^([0-9a-z]{26})\.([0-9a-z]{26})\.([0-9a-z]{8,9})\.([\w-]{43})$/;

/**
 * Makes and checks visitor tokens: website, visitor and time under an HMAC-SHA-256. A token needs no row, so that somebody who
 * has not written yet is stored nowhere, and a forged one is refused without a look at the database.
 */
@Injectable()
export class VisitorTokens {
  private readonly key: Buffer;
  private readonly identityKey: Buffer;

  constructor(
    keys: Keys,
    private readonly clock: Clock,
  ) {
    this.key = keys.derive('visitor token');
    this.identityKey = keys.derive('visitor identifier');
  }

  issue(websiteId: string, visitorId: string = newId(this.clock.millis())): string {
    const claims = `${websiteId}.${visitorId}.${this.clock.millis().toString(36)}`;
    return `${claims}.${this.sign(claims)}`;
  }

  /** @throws ChatError token.invalid */
  verify(token: string): TokenClaims {
    const match = format.exec(token);
    if (!match) throw new ChatError('token.invalid');
    const [, websiteId, visitorId, issued, signature] = match;
    const expected = this.sign(`${websiteId}.${visitorId}.${issued}`);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) throw new ChatError('token.invalid');
    return { websiteId, visitorId, issuedAt: parseInt(issued, 36) };
  }

  /** The identifier of a website's own user: the same on every device, and on every node at once. */
  identifierOf(websiteId: string, externalId: string): string {
    const bytes = createHmac('sha256', this.identityKey).update(`${websiteId}\n${externalId}`).digest();
    return BigInt(`0x${bytes.toString('hex')}`)
      .toString(32)
      .padStart(26, '0')
      .slice(0, 26);
  }

  private sign(claims: string): string {
    return createHmac('sha256', this.key).update(claims).digest('base64url');
  }
}
