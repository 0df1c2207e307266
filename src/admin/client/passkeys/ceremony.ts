import { toBytes, toText } from './bytes';

interface Named {
  id: string;
  type: 'public-key';
  transports?: AuthenticatorTransport[];
}

/** What the server asks for; its bytes are texts (WebAuthn, 5.1.9 and 5.1.10). */
export interface CreationWish extends Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Named[];
}
export interface RequestWish extends Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> {
  challenge: string;
  allowCredentials?: Named[];
}

const named = (list: Named[] | undefined) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

/** Lets the device make a key. @returns what the server has to read, as JSON */
export async function create(wish: CreationWish): Promise<string> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...wish,
    challenge: toBytes(wish.challenge),
    user: { ...wish.user, id: toBytes(wish.user.id) },
    excludeCredentials: named(wish.excludeCredentials),
  };
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return JSON.stringify({
    id: credential.id,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
    },
    transports: response.getTransports?.() ?? [],
  });
}

/** Lets the device sign with a key that it has. */
export async function get(wish: RequestWish): Promise<string> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...wish,
    challenge: toBytes(wish.challenge),
    allowCredentials: named(wish.allowCredentials),
  };
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    id: credential.id,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      ...(response.userHandle && { userHandle: toText(response.userHandle) }),
    },
  });
}
