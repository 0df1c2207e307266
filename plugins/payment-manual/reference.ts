import { createHash } from 'node:crypto';

/** The most that fits after `RF` and its two check digits (ISO 11649). */
const longest = 21;

/**
 * A creditor reference (ISO 11649) for an order: the same order always has the same one. Banks check its digits, so that a slip of
 * the pen is found before the money moves.
 */
export function creditorReference(orderId: string): string {
  const plain = orderId.toUpperCase();
  // An identifier that banks cannot print, or that is too long, is shortened to a checksum of it.
  const body = /^[A-Z0-9]+$/.test(plain) && plain.length <= longest ? plain : checksumOf(orderId);
  return `RF${String(98 - remainder(`${body}RF00`)).padStart(2, '0')}${body}`;
}

/** Whether an IBAN's check digits are right (ISO 13616); spaces do not count. */
export function isIban(text: string): boolean {
  const iban = text.replace(/\s/g, '').toUpperCase();
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && remainder(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** In groups of four, as people read them to each other. */
export const grouped = (text: string): string => text.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');

const checksumOf = (text: string): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 16);

/** Modulo 97, with letters as two digits each (A = 10 … Z = 35). */
function remainder(text: string): number {
  const digits = [...text].map((sign) => parseInt(sign, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
