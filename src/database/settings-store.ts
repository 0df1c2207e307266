import { Injectable } from '@nestjs/common';
import { Database } from './database';
import { Setting } from './setting.entity';
import type { Transaction } from './transaction';

/** Small facts about the installation, such as whether it is set up. */
@Injectable()
export class SettingsStore {
  constructor(private readonly database: Database) {}

  async get(name: string): Promise<string | undefined> {
    return (await this.database.read.findOneBy(Setting, { name }))?.value;
  }

  async set(tx: Transaction, name: string, value: string): Promise<void> {
    await tx.run('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
      name,
      value,
    ]);
  }
}
