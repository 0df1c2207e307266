import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ConsentReceipt } from '../consent-receipt.entity';

/** What a receipt says of its person: the chain holds a commitment to it, so that it can be emptied without a trace of it. */
type Said = Pick<ConsentReceipt, 'subjectKind' | 'websiteId' | 'granted' | 'asked' | 'language'> & { subjectId: string };
type Linked = Omit<ConsentReceipt, 'hash' | 'subjectId' | 'websiteId' | 'granted' | 'asked' | 'language' | 'salt'>;

/** The hash before the first. */
export const beginning = '0'.repeat(64);

/** A salted hash: with the salt gone, not even trying all possible choices tells what it stood for. */
export function commitmentTo({ subjectKind, subjectId, websiteId, granted, asked, language }: Said, salt: string): string {
  const said = JSON.stringify([subjectKind, subjectId, websiteId, granted, asked, language]);
  return createHash('sha256').update(salt).update(said).digest('hex');
}

/** Keyed, so that whoever can only write to the database cannot make a chain of their own. */
export function hashOf(receipt: Linked, key: Buffer): string {
  const { id, workspaceId, place, subjectKind, denied, act, method, wording, notice, controller, jurisdiction } = receipt;
  const shown = [wording, notice, controller, jurisdiction];
  const linked = [receipt.previous, workspaceId, place, id, receipt.at.getTime(), subjectKind, denied, act, method, shown];
  return createHmac('sha256', key)
    .update(JSON.stringify([...linked, receipt.commitment]))
    .digest('hex');
}

export const sealOf = (workspaceId: string, length: number, hash: string, key: Buffer): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['chain', workspaceId, length, hash]))
    .digest('hex');

/** `missing`: receipts are gone or stand in another order; `changed`: one is not what it was; `end`: the last ones are gone. */
export type ChainFault = { place: number; fault: 'missing' | 'changed' } | { place: number; fault: 'end' };

export interface ChainLink {
  place: number;
  hash: string;
}

/** Looks at one receipt after the one before it. */
export function faultIn(receipt: ConsentReceipt, before: ChainLink, key: Buffer): ChainFault | undefined {
  const { place } = receipt;
  if (place !== before.place + 1 || !same(receipt.previous, before.hash)) return { place: before.place + 1, fault: 'missing' };
  if (!same(hashOf(receipt, key), receipt.hash)) return { place, fault: 'changed' };
  const { salt, subjectId } = receipt;
  if (salt && subjectId) {
    if (!same(commitmentTo({ ...receipt, subjectId }, salt), receipt.commitment)) return { place, fault: 'changed' };
  } else if (salt || subjectId || receipt.granted?.length || receipt.asked?.length) return { place, fault: 'changed' };
  return undefined;
}

const same = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
