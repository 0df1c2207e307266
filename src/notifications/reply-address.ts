import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../common/keys';

/** Crockford's base 32 in lower case, as in our identifiers: mail programs may change the case of an address. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const token = /^(.+)\+([0-9a-z]{26})([0-9a-z]{16})$/;
/** RFC 5321: the part before the @ has at most 64 octets. */
const longestLocal = 64;

/**
 * The address that answers to one conversation go to: `support+<conversation><signature>@shop.example`. Whoever has it got a mail of that
 * conversation; 80 bits of an HMAC-SHA-256 over workspace and conversation cannot be guessed.
 */
@Injectable()
export class ReplyAddress {
  private readonly key: Buffer;

  constructor(keys: Keys) {
    this.key = keys.derive('reply address');
  }

  /** @returns the plain address where there is no room for a token: then `References` have to do */
  make(address: string, workspaceId: string, conversationId: string): string {
    const at = address.lastIndexOf('@');
    const local = `${address.slice(0, at)}+${conversationId}${this.sign(workspaceId, conversationId)}`;
    return at > 0 && Buffer.byteLength(local) <= longestLocal ? local + address.slice(at) : address;
  }

  /** The conversation that the first good one of these addresses belongs to. */
  read(workspaceId: string, addresses: readonly string[]): string | undefined {
    for (const address of addresses) {
      const [, , conversationId, signature] = token.exec(address.slice(0, address.lastIndexOf('@')).toLowerCase()) ?? [];
      if (!conversationId) continue;
      const expected = this.sign(workspaceId, conversationId);
      if (timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return conversationId;
    }
    return undefined;
  }

  private sign(workspaceId: string, conversationId: string): string {
    const digest = createHmac('sha256', this.key).update(`${workspaceId}\n${conversationId}`).digest();
    let text = '';
    let bits = 0;
    let held = 0;
    for (const byte of digest.subarray(0, 10)) {
      held = (held << 8) | byte;
      for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
      held &= (1 << bits) - 1;
    }
    return text;
  }
}
