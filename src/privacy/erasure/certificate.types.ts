import type { KeptBasis } from '../../data-map/held-of';

/** What stays after an erasure, and why. */
export interface KeptLine {
  store: string;
  count: number;
  basis: KeptBasis;
  why: string;
  until: string;
}

/** What a certificate of erasure says. Nothing in it is about a person for anybody but this server. */
export interface Certificate {
  type: 'parlour/certificate-of-erasure';
  version: 1;
  id: string;
  /** Grows with every answer of a recipient that comes later. */
  issue: number;
  issuedAt: string;
  controller: string;
  /** Keyed hash: only this server can tell whose it is. */
  subject: { kind: 'visitor' | 'account'; hash: string };
  erasedAt: string;
  /** Store → entries that are gone. */
  erased: Record<string, number>;
  /** Store → entries that stay and name nobody any more. */
  unlinked: Record<string, number>;
  kept: KeptLine[];
  recipients: { recipient: string; state: 'done' | 'unconfirmed' | 'waiting'; records: number | null; askedAgain: boolean }[];
  bytes: { store: 'sqlite' | 'postgres'; overwritten: boolean; said: string };
  backups: { days: number | null; said: string };
}

export interface SignedCertificate {
  certificate: Certificate;
  /** RFC 8032 over the canonical JSON of `certificate`; the key as in RFC 8037. */
  signature: { algorithm: 'Ed25519'; key: string; value: string };
}
