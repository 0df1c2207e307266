import type { Shell } from '../shell';
import { Refusal, requestJson } from '../transport/http';

/** The token is worth nothing (any more); another one has to be made. */
export const unknownVisitor = (code?: string) =>
  code === 'visitor.unknown' || code === 'token.invalid' || code === 'token.missing';

/** A short, one-way fingerprint: enough to notice that another user is signed in, useless to find out who. */
export function fingerprint(text: string): string {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return (hash >>> 0).toString(36);
}

/** The `sub` of a signed identity. The server checks the signature; here it only tells users apart. */
export function subjectOf(identity: string): string | undefined {
  try {
    const claims = atob(identity.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
    return String((JSON.parse(claims) as { sub: unknown }).sub);
  } catch {
    return undefined;
  }
}

/** Who we are to the server: a token, made when the visitor acts for the first time and kept for the next page. */
export class Visitor {
  private making?: Promise<string>;
  private refusedIdentity?: string;
  private renewals: number[] = [];

  constructor(private readonly shell: Shell) {}

  get token(): string | undefined {
    return this.shell.memory.read().token;
  }

  /** The identity of the page, unless the server found it wanting. */
  get identity(): string | undefined {
    const identity = this.shell.identity();
    return identity === this.refusedIdentity ? undefined : identity;
  }

  /** Whether the page vouches for somebody whom the token was not made for. */
  get changed(): boolean {
    const { token, user } = this.shell.memory.read();
    return !!token && !!this.identity && user !== this.user();
  }

  ensure(): Promise<string> {
    const { token } = this;
    if (token) return Promise.resolve(token);
    return (this.making ??= this.make().finally(() => (this.making = undefined)));
  }

  /** The server does not know the token (any more). Another tab may have a better one already. */
  reject(used: string | undefined): void {
    if (this.token === used) this.shell.memory.update((remembered) => delete remembered.token);
  }

  /** Whether asking for yet another token makes sense: not if the server turned down three of them within a minute. */
  mayRenew(now = Date.now()): boolean {
    this.renewals = [...this.renewals.filter((time) => now - time < 60_000), now];
    return this.renewals.length <= 3;
  }

  private user(): string | undefined {
    const subject = this.identity && subjectOf(this.identity);
    return subject && fingerprint(subject);
  }

  private async make(): Promise<string> {
    const { identity } = this;
    try {
      const { token } = await requestJson<{ token: string }>(`${this.shell.base}/widget/v1/visitors`, undefined, {
        website: this.shell.key,
        identity,
      });
      this.shell.memory.update((remembered) => Object.assign(remembered, { token, user: this.user() }));
      return token;
    } catch (error) {
      if (!identity || !(error instanceof Refusal) || error.code !== 'identity.invalid') throw error;
      console.warn(`Parlour: ${error.message}`);
      this.refusedIdentity = identity;
      return this.make();
    }
  }
}
