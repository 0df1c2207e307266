import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../../common/keys';
import { mutableMailKinds, type MutableMailKind } from '../../outbox/mail.entity';
import { StopLink } from './stop-link';

const shape = /^([0-9a-z]{26})-([a-z]+)-([\w-]{27})$/;

/** The address under which somebody with a login stops one kind of mail without signing in. As good as `StopLink`, and made like it. */
@Injectable()
export class AccountStopLink {
  private readonly key: Buffer;

  constructor(
    keys: Keys,
    private readonly links: StopLink,
  ) {
    this.key = keys.derive('account mail stop');
  }

  of(accountId: string, kind: MutableMailKind): string | undefined {
    return this.links.base && `${this.links.base}/mail/you/${accountId}-${kind}-${this.sign(accountId, kind)}`;
  }

  /** @returns whose mails, and which, if the token is one of ours */
  read(given: string): { accountId: string; kind: MutableMailKind } | undefined {
    const [, accountId, word, signature] = shape.exec(given) ?? [];
    const kind = mutableMailKinds.find((one) => one === word);
    if (!kind) return undefined;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(accountId, kind))) ? { accountId, kind } : undefined;
  }

  private sign(accountId: string, kind: string): string {
    return createHmac('sha256', this.key).update(`${accountId} ${kind}`).digest().subarray(0, 20).toString('base64url');
  }
}
