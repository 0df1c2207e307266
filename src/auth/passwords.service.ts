import { Injectable } from '@nestjs/common';
import { checkPassword, type Owner } from './passwords/password-rules';
import { Turnstile } from './turnstile';

/** argon2id with the least costs that OWASP recommends: 19 MiB, two passes. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** No password has this hash: checking against it takes as long as against a real one, so that time tells nothing. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Two hashes at once leave the rest of the machine to the chat; who waits behind more than these is turned away. */
const atOnce = 2;
const mostWaiting = 40;

/** Passwords are hashed in threads of the operating system's pool, off the event loop. */
@Injectable()
export class PasswordsService {
  private readonly turnstile = new Turnstile(atOnce, mostWaiting);

  /** For a password that somebody chooses. @returns its hash @throws ChatError `request.invalid` if it is one of the most used */
  async choose(password: string, owner: Owner): Promise<string> {
    await checkPassword(password, owner);
    return this.hash(password);
  }

  /** Whether a hash was made with lesser costs than are asked today. */
  isOutdated(hash: string): boolean {
    const [, memory, time, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash) ?? [];
    return Number(memory) < costs.memoryCost || Number(time) < costs.timeCost || Number(lanes) < costs.parallelism || !memory;
  }

  /** @returns the PHC string */
  hash(password: string): Promise<string> {
    return this.turnstile.pass(async () => (await library()).hash(plain(password), costs));
  }

  /** @param hash undefined if there is no such account: just as slow, and never right */
  verify(hash: string | undefined, password: string): Promise<boolean> {
    return this.turnstile.pass(
      async () => (await (await library()).verify(hash ?? nobodysHash, plain(password))) && hash !== undefined,
    );
  }
}

/** Loaded with the first password: the server starts without it. */
const library = () => import('@node-rs/argon2');

/** The same characters can be typed as different code points; they are one password (NIST SP 800-63B, 3.1.1.2). */
const plain = (password: string) => password.normalize('NFKC');
