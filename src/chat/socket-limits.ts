import { Inject, Injectable } from '@nestjs/common';
import { ChatError } from '../common/errors';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';

/** Counts sockets per address and per website, so that one of either cannot take all. Addresses are forgotten with their last socket. */
@Injectable()
export class SocketLimits {
  private readonly open = new Map<string, number>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Counts a socket in; call the answer when it closes. @throws ChatError rate.sockets */
  enter(address: string, websiteId?: string): () => void {
    const keys = [`address ${address}`];
    if (websiteId) keys.push(`website ${websiteId}`);
    const limits = [this.settings.SOCKETS_PER_ADDRESS, this.settings.SOCKETS_PER_WEBSITE];
    if (keys.some((key, index) => (this.open.get(key) ?? 0) >= limits[index]))
      throw new ChatError('rate.sockets', { retryAfter: 10 });
    for (const key of keys) this.open.set(key, (this.open.get(key) ?? 0) + 1);
    return () => {
      for (const key of keys) {
        const left = this.open.get(key)! - 1;
        if (left) this.open.set(key, left);
        else this.open.delete(key);
      }
    };
  }
}
