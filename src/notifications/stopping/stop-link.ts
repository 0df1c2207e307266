import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Keys } from '../../common/keys';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';

/** The subject of the mail by which a mail program stops them where it cannot make the POST. */
export const stopWord = 'unsubscribe';

const token = /^([0-9a-z]{26})-([\w-]{27})$/;

/**
 * The address under which a visitor stops mails about one conversation, without an account: whoever has it got such a mail. 160 bits of an
 * HMAC-SHA-256 cannot be guessed, and a wrong one looks the same whether there is such a conversation or not.
 */
@Injectable()
export class StopLink {
  /** Our address as people reach it; without `PUBLIC_URL` nobody outside could open one. */
  base: string | undefined;
  private readonly key: Buffer;

  constructor(keys: Keys, @Inject(SETTINGS) settings: Pick<Settings, 'PUBLIC_URL'>) {
    this.key = keys.derive('mail stop');
    this.base = settings.PUBLIC_URL;
  }

  of(conversationId: string): string | undefined {
    return this.base && `${this.base}/mail/${conversationId}-${this.sign(conversationId)}`;
  }

  /** How visitors reach this server, if they can. Mail programs stop mails over HTTPS only. */
  get reach(): 'https' | 'http' | 'none' {
    if (!this.base) return 'none';
    return this.base.startsWith('https:') ? 'https' : 'http';
  }

  /** @returns the conversation's identifier, if the token is one of ours */
  read(given: string): string | undefined {
    const [, conversationId, signature] = token.exec(given) ?? [];
    if (!conversationId) return undefined;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(conversationId))) ? conversationId : undefined;
  }

  private sign(conversationId: string): string {
    return createHmac('sha256', this.key).update(conversationId).digest().subarray(0, 20).toString('base64url');
  }
}
