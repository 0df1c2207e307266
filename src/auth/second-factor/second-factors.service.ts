import { Injectable } from '@nestjs/common';
import type { Role } from '../../common/access';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { SecondFactorPolicy, type RequiredOf } from './second-factor-policy.entity';

const managers: readonly Role[] = ['owner', 'admin'];

/** What an account has beside its password. Recovery codes are no factor of their own: they stand in for one. */
const factorsOf = `SELECT 'authenticator' AS kind FROM authenticator WHERE account_id = ? AND confirmed_at IS NOT NULL
UNION ALL SELECT 'passkey' AS kind FROM passkey WHERE account_id = ?`;

interface Membership {
  accountId: string;
  workspaceId: string;
  role: Role;
}

/** Who has a second factor, and who has to have one. */
@Injectable()
export class SecondFactors {
  constructor(private readonly database: Database) {}

  /** Whether a password is not enough to sign in with this account. */
  async isRequired(accountId: string): Promise<boolean> {
    return (await this.database.query(factorsOf, [accountId, accountId])).length > 0;
  }

  /** The same inside a transaction, after what it changed. */
  async isLeft(tx: Transaction, accountId: string): Promise<boolean> {
    return (await tx.run(factorsOf, [accountId, accountId])).length > 0;
  }

  /** Whether the workspace wants a factor of this member, and there is none: then nothing else is open to them. */
  async isOwedBy({ accountId, workspaceId, role }: Membership): Promise<boolean> {
    return isWantedOf(await this.policyOf(workspaceId), role) && !(await this.isRequired(accountId));
  }

  async policyOf(workspaceId: string): Promise<RequiredOf> {
    const policy = await this.database.read.findOneBy(SecondFactorPolicy, { workspaceId });
    return policy?.requiredOf ?? 'nobody';
  }
}

export const isWantedOf = (policy: RequiredOf, role: Role): boolean =>
  policy === 'everybody' || (policy === 'managers' && managers.includes(role));
