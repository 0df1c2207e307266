import type { Database as SqliteHandle, Statement } from 'better-sqlite3';
import { newId } from '../common/ids';
import { reopenWithin } from '../conversations/log/thread-rules';
import type { ThreadState } from '../conversations/log/thread.types';
import type { Chance } from './seed-chance';

const firstNames = [
  'Ana',
  'Chloé',
  'Dmitri',
  'Elif',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  'Jakub',
  'Kwame',
  'Lena',
  'Mateo',
  'Noor',
  'Priya',
  'Sven',
  'Tove',
];
const lastNames = [
  'Silva',
  'Martin',
  'Ivanov',
  'Demir',
  'Haddad',
  'Osei',
  'Tanaka',
  'Costa',
  'Nowak',
  'Mensah',
  'Vogel',
  'García',
  'Bakker',
  'Patel',
  'Berg',
];
const browsers = ['Chrome 141', 'Safari 26', 'Firefox 144', 'Edge 141'];
const systems = ['Windows', 'macOS', 'iOS', 'Android', 'Linux'];
const languages = ['en', 'fr', 'de', 'es', 'pt', 'ar'];
const countries = ['GB', 'FR', 'DE', 'ES', 'PT', 'US', 'EG', 'SE'];

/** Who writes: mostly somebody new, now and then somebody whose last conversation is long over. */
export class SeedVisitors {
  private readonly insert: Statement;
  private readonly mayReturn: { visitorId: string; closedAt: number }[] = [];

  constructor(
    handle: SqliteHandle,
    private readonly place: { workspaceId: string; websiteId: string },
    private readonly chance: Chance,
  ) {
    this.insert = handle.prepare(
      `INSERT INTO visitor (id, workspace_id, website_id, name, email, verified, browser, os, language, country, created_at, seen_at)
       VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /** The visitor of a conversation that begins at `at`. */
  arrive(at: number): string {
    const [former] = this.mayReturn;
    if (former && former.closedAt < at - reopenWithin && this.chance.is(0.5)) return this.mayReturn.shift()!.visitorId;
    const { chance } = this;
    const id = newId(at);
    const name = chance.is(0.4) ? `${chance.pick(firstNames)} ${chance.pick(lastNames)}` : null;
    const email = name && chance.is(0.6) ? `${name.toLowerCase().replace(' ', '.')}@example.org` : null;
    const facts = [chance.pick(browsers), chance.pick(systems), chance.pick(languages), chance.pick(countries)];
    this.insert.run(id, this.place.workspaceId, this.place.websiteId, name, email, ...facts, at, at);
    return id;
  }

  leave({ visitorId, closedAt }: ThreadState): void {
    if (closedAt && this.chance.is(0.2)) this.mayReturn.push({ visitorId, closedAt });
  }
}
