import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { Holds } from '../erasure/holds.service';
import { HeldService } from '../held/held.service';
import type { HeldRow } from '../held/held-rows.service';
import { PersonDirectory } from '../people/person-directory.service';
import type { Person } from '../privacy.types';
import { kindName } from '../kind-names';
import { StandingService } from '../standing.service';
import { DataMap } from './data-map.service';

const fieldWords: Readonly<Record<string, string>> = {
  at: 'dataMap.fields.at',
  body: 'dataMap.fields.body',
  createdAt: 'dataMap.fields.createdAt',
  email: 'dataMap.fields.email',
  externalId: 'dataMap.fields.externalId',
  lastAt: 'dataMap.fields.lastAt',
  os: 'dataMap.fields.os',
  preview: 'dataMap.fields.preview',
  seenAt: 'dataMap.fields.seenAt',
  title: 'dataMap.fields.title',
  url: 'dataMap.fields.url',
};
/** Rows of each kind that are shown. */
const shownRows = 10;
const shownDisclosures = 200;
const longestValue = 400;

/** What is held on one visitor, and who got it. Looking at it is an act that the log keeps. */
@Injectable()
export class PersonPage {
  constructor(
    private readonly database: Database,
    private readonly map: DataMap,
    private readonly held: HeldService,
    private readonly people: PersonDirectory,
    private readonly standing: StandingService,
    private readonly holds: Holds,
    private readonly audit: AuditService,
    private readonly texts: Texts,
  ) {}

  /** Whose an address, an identifier or the link of a conversation is; undefined: nobody's here. */
  async find(workspaceId: string, words: string): Promise<string | undefined> {
    const { table } = this.map.kind('Visitor');
    if (words.includes('@') && !words.includes('/')) {
      const sql = `SELECT id FROM ${table} WHERE workspace_id = ? AND lower(email) = ? ORDER BY seen_at DESC LIMIT 1`;
      return (await this.database.query<{ id: string }>(sql, [workspaceId, words.toLowerCase()]))[0]?.id;
    }
    const word = words.split(/[/?#]/).findLast((part) => /^[\w-]{16,64}$/.test(part));
    if (!word) return undefined;
    const own = await this.database.query<{ id: string }>(`SELECT id FROM ${table} WHERE id = ? AND workspace_id = ?`, [
      word,
      workspaceId,
    ]);
    const sql = 'SELECT visitor_id AS id FROM conversation WHERE id = ? AND workspace_id = ?';
    return (own[0] ?? (await this.database.query<{ id: string }>(sql, [word, workspaceId]))[0])?.id;
  }

  /** @throws ChatError person.unknown, also for another workspace's */
  async of({ workspaceId, account }: Agent, id: string) {
    const person: Person = { workspaceId, kind: 'visitor', id };
    const contact = await this.people.contactOf(person);
    if (!contact) throw new ChatError('person.unknown');
    await this.database.transaction((tx) =>
      this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action: 'person.looked_at', target: id }),
    );
    const [counts, standing, hold, disclosures] = await Promise.all([
      this.held.counts(person),
      this.standing.of(person),
      this.holds.of(person),
      this.held.first(person, 'Disclosure', shownDisclosures),
    ]);
    const kinds = [];
    for (const name of new Set(counts.filter(({ count }) => count > 0).map(({ kind }) => kind)))
      kinds.push({
        name: kindName(name, (key) => this.t(key)),
        count: counts.filter(({ kind }) => kind === name).reduce((sum, { count }) => sum + count, 0),
        rows: (await this.held.first(person, name, shownRows))
          .map((row) => this.values(name, row))
          .filter(({ length }) => length),
      });
    return {
      title: contact.name ?? contact.email ?? this.t('dataMap.visitor', { number: id.slice(-6) }),
      section: 'privacy',
      id,
      isRestricted: standing.restricted,
      hold,
      kinds: kinds.sort((one, other) => other.count - one.count),
      recipients: recipientsOf(disclosures),
    };
  }

  /** What is about the person in a row; identifiers and counters tell nobody anything. */
  private values(kind: string, row: HeldRow): { name: string; value: string }[] {
    return this.map.kind(kind).columns.flatMap(({ property, declaration }) => {
      const value = declaration.personal ? textOf(row[property]) : '';
      return value ? [{ name: this.fieldName(property), value }] : [];
    });
  }

  /** One that has no word is called by its own name: `personKey` is "Person key". */
  private fieldName(property: string): string {
    if (fieldWords[property]) return this.t(fieldWords[property]);
    return capital(property.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase());
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}

/** Each recipient once: how often it got something, which fields, and when last. */
function recipientsOf(rows: readonly HeldRow[]) {
  const found = new Map<string, { name: string; count: number; fields: Set<string>; last: Date }>();
  for (const { recipient, fields, at } of rows as unknown as { recipient: string; fields: string[]; at: Date }[]) {
    const known = found.get(recipient) ?? { name: recipient, count: 0, fields: new Set<string>(), last: at };
    known.count += 1;
    for (const field of fields) known.fields.add(field);
    if (at > known.last) known.last = at;
    found.set(recipient, known);
  }
  return [...found.values()].map(({ fields, ...one }) => ({ ...one, fields: [...fields].sort().join(', ') }));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  const text =
    value instanceof Date
      ? `${value.toISOString().slice(0, 16).replace('T', ' ')} UTC`
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
