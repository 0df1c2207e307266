import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account } from '../../accounts/account.entity';
import { Database } from '../../database/database';

/** The names by which agents are shown: all that somebody else's export says of them. */
@Injectable()
export class DisplayNames {
  constructor(private readonly database: Database) {}

  async of(accountIds: readonly string[]): Promise<Map<string, string>> {
    const ids = [...new Set(accountIds)];
    const accounts = ids.length
      ? await this.database.read.find(Account, { where: { id: In(ids) }, select: { id: true, name: true } })
      : [];
    return new Map(accounts.map(({ id, name }) => [id, name]));
  }
}
