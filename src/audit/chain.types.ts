import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Origin } from '../common/http/traces';

/** What an entry says, as it hangs on the one before it. Times in milliseconds. */
export interface Link {
  chain: string;
  place: number;
  id: string;
  accountId: string | null;
  action: string;
  target: string;
  /** JSON, as it was written. */
  details: string;
  at: number;
  /** To where the act came from; '' where nobody knows. */
  commitment: string;
  previous: string;
}
export interface Linked extends Link {
  hash: string;
}
/** Where a chain begins, or ends. */
export interface End {
  place: number;
  hash: string;
}

/** Chain of the server itself; a workspace's chain has the workspace's identifier. */
export const serverChain = 'server';
export const chainOf = (workspaceId: string | null): string => workspaceId ?? serverChain;
export const beginning: End = { place: 0, hash: '0'.repeat(64) };

/** Without a key: whoever holds an exported log and a checkpoint can check it without asking this server. */
export function hashOf({ chain, place, id, accountId, action, target, details, at, commitment, previous }: Link): string {
  const said = ['parlour/audit/1', chain, place, id, at, accountId, action, target, details, commitment, previous];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** A salted hash: with the salt gone, not even trying every network and country tells what it stood for. */
export function commitmentTo({ network, country, device }: Origin, salt: string): string {
  return createHash('sha256')
    .update(JSON.stringify([salt, network, country, device]))
    .digest('hex');
}

/** Keyed: whoever can only write to the database cannot say that a chain ends elsewhere. */
export const sealOf = (chain: string, { place, hash }: End, key: Buffer): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['parlour/audit end', chain, place, hash]))
    .digest('hex');

/**
 * `missing`: entries are gone or stand in another order; `changed`: one is not what it was; `end`: the last ones are gone;
 * `checkpoint`: a checkpoint says something else, or is not signed by this server; `origin`: what is kept of where an act came from was changed.
 */
export interface ChainFault {
  place: number;
  fault: 'missing' | 'changed' | 'end' | 'checkpoint' | 'origin';
}

/** Looks at one entry after the one before it. */
export function faultIn(entry: Linked, before: End, chain: string): ChainFault | undefined {
  const expected = before.place + 1;
  if (entry.chain !== chain || entry.place !== expected || !same(entry.previous, before.hash))
    return { place: expected, fault: 'missing' };
  return same(hashOf(entry), entry.hash) ? undefined : { place: entry.place, fault: 'changed' };
}

export const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
