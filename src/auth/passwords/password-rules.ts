import { ChatError } from '../../common/errors';
import { isCommon } from './common-passwords';

/** Whose password it is: their name and address are the first that somebody who knows them tries. */
export interface Owner {
  name?: string;
  email: string;
}

/**
 * What a password may be besides 8 to 256 characters, which its field says: not one that many use, nor what the person is called. Capitals,
 * digits and signs are nobody's business (NIST SP 800-63B, 3.1.1.2).
 * @throws ChatError `request.invalid`
 */
export async function checkPassword(password: string, { name, email }: Owner): Promise<void> {
  const plain = password.normalize('NFKC').toLowerCase().trim();
  const own = [email, email.split('@')[0], name?.toLowerCase(), name?.toLowerCase().replace(/\s+/g, '')];
  if (own.includes(plain)) throw new ChatError('request.invalid', { fields: { password: 'fields.passwordOwn' } });
  if (await isCommon(password)) throw new ChatError('request.invalid', { fields: { password: 'fields.passwordCommon' } });
}
