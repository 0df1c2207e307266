import { createHash } from 'node:crypto';

/** SHA-256 is enough for random 256-bit tokens: there is nothing to guess, only a leaked table to make useless. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
