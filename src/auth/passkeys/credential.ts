import { ChatError } from '../../common/errors';

/** What a browser answers after a device was asked; its texts are base64url (WebAuthn, 5.1.8). */
export interface Credential {
  id: string;
  /** `clientDataJSON`, and what else the ceremony brings. */
  response: Record<string, string>;
  transports: string[];
}

const wanted = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'] as const;
const base64url = /^[\w-]*$/;
const transports = /^[a-z-]{1,20}$/;

/** Reads the field of a form; takes over what is known, and of the right shape. @throws ChatError `passkey.refused` */
export function readCredential(text: string): Credential {
  const { id, response, transports: ways } = (parsed(text) ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || !id || !base64url.test(id) || typeof response !== 'object' || !response)
    throw new ChatError('passkey.refused');
  const given = response as Record<string, unknown>;
  const read: Record<string, string> = {};
  for (const name of wanted) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || !base64url.test(value)) throw new ChatError('passkey.refused');
    read[name] = value;
  }
  return { id, response: read, transports: Array.isArray(ways) ? ways.filter(isTransport).slice(0, 8) : [] };
}

const isTransport = (way: unknown): way is string => typeof way === 'string' && transports.test(way);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
