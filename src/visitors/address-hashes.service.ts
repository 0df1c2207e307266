import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Keys } from '../common/keys';

/** An address as we know it again: two keyed hashes, of itself and of the network around it. */
export interface AddressMarks {
  address: string;
  network: string;
}

/** 132 bits of base64: enough that no two addresses share a mark. */
const length = 22;

/**
 * Turns addresses into marks (HMAC-SHA-256 under a key of the server, apart for each workspace): the same address is known
 * again, and a stolen table tells none. Of version 6 a whole home has a /64, so that is what counts as one address.
 */
@Injectable()
export class AddressHashes {
  private readonly key: Buffer;

  constructor(keys: Keys) {
    this.key = keys.derive('visitor address');
  }

  /** @returns undefined for what is no address, such as a socket of the file system */
  of(workspaceId: string, address: string | undefined): AddressMarks | undefined {
    if (!address || !ipaddr.isValid(address)) return undefined;
    const parsed = ipaddr.process(address);
    const bits = parsed.kind() === 'ipv4' ? { address: 32, network: 24 } : { address: 64, network: 48 };
    return {
      address: this.hash(workspaceId, prefixOf(parsed, bits.address)),
      network: this.hash(workspaceId, prefixOf(parsed, bits.network)),
    };
  }

  private hash(workspaceId: string, prefix: string): string {
    return createHmac('sha256', this.key).update(`${workspaceId}\n${prefix}`).digest('base64url').slice(0, length);
  }
}

function prefixOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().slice(0, bits / 8);
  return `${address.kind()}/${bits}/${Buffer.from(bytes).toString('hex')}`;
}
