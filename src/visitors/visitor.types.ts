import type { AddressMarks } from './address-hashes.service';

/** Who a visitor's request or socket is from: taken from the token, never from a payload. */
export interface VisitorIdentity {
  visitorId: string;
  websiteId: string;
  workspaceId: string;
}

/** What the software itself learns about a visitor; each only where the website's switch is on. */
export interface VisitorFacts {
  browser: string | null;
  os: string | null;
  language: string | null;
  country: string | null;
  /** Where they wrote from, as keyed hashes; kept whatever the switches say, so that a ban can hold. */
  marks?: AddressMarks;
}

/** Facts are made when the visitor's row is: of somebody who looks and never writes there are none, here or anywhere. */
export type LaterFacts = () => Promise<VisitorFacts>;

/** The parts of a request that facts are made from. The address is used here, and kept only as marks. */
export interface VisitorTraces {
  userAgent?: string;
  acceptLanguage?: string;
  address?: string;
}
