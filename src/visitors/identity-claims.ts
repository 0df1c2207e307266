import { ChatError } from '../common/errors';
import { plainText, shortened } from '../common/plain-text';

/** What a website says about its signed-in user. */
export interface IdentityClaims {
  sub: string;
  name: string | null;
  email: string | null;
}

const longest = 24 * 60 * 60;

/**
 * Checks the signed identity of a website's user: a JWT (RFC 7519) under HMAC-SHA-256 that ends within a day. No other
 * algorithm is taken, "none" least of all.
 * @throws ChatError identity.invalid
 */
export async function verifyIdentity(jwt: string, secret: string, now: Date): Promise<IdentityClaims> {
  const { jwtVerify } = await import('jose');
  // Its secret is lost: then nobody can vouch, least of all with a signature under nothing.
  if (!secret) throw new ChatError('identity.invalid');
  try {
    const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: now,
      clockTolerance: 5,
    });
    const { sub, exp, name, email } = payload as { sub?: unknown; exp?: number; name?: unknown; email?: unknown };
    if (
      typeof sub !== 'string' ||
      !sub ||
      sub.length > 200 ||
      sub !== plainText(sub) ||
      exp! > now.getTime() / 1000 + longest + 60
    )
      throw new Error('claims');
    return { sub, name: textOf(name, 120), email: textOf(email, 254) };
  } catch {
    throw new ChatError('identity.invalid');
  }
}

const textOf = (value: unknown, longestText: number) =>
  typeof value === 'string' ? shortened(plainText(value).trim(), longestText) || null : null;
