import type { Request } from 'express';
import ipaddr from 'ipaddr.js';
import type { ClientAddress } from '../../common/http/client-address';

/** Who a passkey is for, as browsers see it (WebAuthn, 5.1.2): the page's origin, and its host name. */
export interface RelyingParty {
  origin: string;
  id: string;
}

export function relyingPartyOf(address: ClientAddress, request: Request): RelyingParty {
  const origin = address.publicOrigin(request);
  return { origin, id: URL.canParse(origin) ? new URL(origin).hostname : '' };
}

/** Browsers make passkeys for names only, over TLS or on their own machine. */
export const canHavePasskeys = ({ origin, id }: RelyingParty): boolean =>
  !ipaddr.isValid(id.replace(/^\[|\]$/g, '')) && (origin.startsWith('https:') || id === 'localhost' || id.endsWith('.localhost'));
