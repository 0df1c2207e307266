import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientAddress } from '../../common/http/client-address';
import { Keys } from '../../common/keys';

/** Bytes of the token: nobody guesses it, and it fits into the narrow fields of vendors' forms. */
const tokenBytes = 18;

/**
 * Where a vendor sends its notices. The address has a token, made from the key of the installation and stored nowhere: without
 * it a stranger could start processes of plugins at will. It proves nothing more; whose notice it is says the signature.
 */
@Injectable()
export class HookAddresses {
  private readonly key: Buffer;

  constructor(
    keys: Keys,
    private readonly addresses: ClientAddress,
  ) {
    this.key = keys.derive('addresses of webhooks');
  }

  /** The whole address, as an owner gives it to the vendor. */
  of(request: Request, workspaceId: string, pluginId: string): string {
    return `${this.addresses.publicOrigin(request)}/hooks/${workspaceId}/${pluginId}/${this.token(workspaceId, pluginId)}`;
  }

  isRight(workspaceId: string, pluginId: string, token: string): boolean {
    const [right, given] = [Buffer.from(this.token(workspaceId, pluginId)), Buffer.from(token)];
    return right.length === given.length && timingSafeEqual(right, given);
  }

  private token(workspaceId: string, pluginId: string): string {
    const whole = createHmac('sha256', this.key).update(`${workspaceId}/${pluginId}`).digest();
    return whole.subarray(0, tokenBytes).toString('base64url');
  }
}
