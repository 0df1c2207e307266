import { randomBytes } from 'node:crypto';
import { Database } from '../../src/database/database';
import { DataMap, type HeldColumn, type RecordKind } from '../../src/privacy/data-map/data-map.service';
import type { Person } from '../../src/privacy/privacy.types';
import type { RunningApp } from './app';

/** A word that is nowhere else, and says where it was put. */
export interface Canary {
  place: string;
  word: string;
  /** Whether an erasure has to take it, or only whatever names the person beside it. */
  goes: boolean;
}

const word = (place: string) => `zq${place.toLowerCase().replace(/\W/g, '')}${randomBytes(6).toString('hex')}`;
/** Made by the server itself as the person goes along; a hand-over that never was would have nobody to answer for it. */
const realOnes = ['Visitor', 'Conversation', 'Erasure', 'DataExport', 'Disclosure'];

/**
 * Puts a row of every kind that can be held of a visitor into the database, with a canary in each text about them: also of tables that
 * nobody thought of when this was written.
 */
export async function fillEverything({ app }: RunningApp, person: Person, conversationId: string): Promise<Canary[]> {
  const map = app.get(DataMap, { strict: false });
  const database = app.get(Database);
  const canaries: Canary[] = [];
  const ids = new Map(map.kinds.map(({ name }) => [name, randomBytes(13).toString('hex')]));
  ids.set('Conversation', conversationId);
  for (const kind of map.heldOf(person.kind)) {
    if (realOnes.includes(kind.name)) continue;
    const holding = kind.holdings.find((one) => one.subject === person.kind && one.erased !== 'kept' && one.exported !== false);
    if (!holding || holding.key === 'address-hash') continue;
    const link = holding.through
      ? ids.get(holding.through)
      : holding.key === 'mention'
        ? JSON.stringify({ of: person.id })
        : person.id;
    const row: Record<string, unknown> = {};
    for (const column of kind.columns) {
      const { property, declaration } = column;
      const fixed = {
        ...(kind.key.length === 1 && { [kind.key[0]!]: ids.get(kind.name) }),
        workspaceId: person.workspaceId,
        conversationId,
        [holding.by]: link,
        ...holding.where,
      };
      if (column.metadata.isGenerated) continue;
      if (property in fixed) row[property] = fixed[property as keyof typeof fixed];
      else row[property] = valueOf(kind, column);
      if (!declaration.personal || column.metadata.type !== 'text' || property === holding.by) continue;
      const goes = holding.erased === 'deleted' || (holding.erased === 'unlinked' && holding.empties.includes(property));
      canaries.push({ place: `${kind.name}.${property}`, word: String(row[property]), goes });
    }
    const target = database.entities.find(({ name }) => name === kind.name)!.target;
    await database.transaction((tx) => tx.manager.insert(target, row));
  }
  return canaries;
}

function valueOf(kind: RecordKind, { property, declaration, metadata }: HeldColumn): unknown {
  if (metadata.transformer) return new Date();
  if (metadata.type === 'simple-json') return [];
  if (metadata.type === 'boolean') return false;
  if (metadata.type === 'integer' || metadata.type === 'bigint') return 7;
  if (property === 'country') return 'PT';
  if (declaration.personal) return word(`${kind.name}${property}`);
  return property === 'ids' || property === 'details' || property === 'properties' ? '{}' : randomBytes(13).toString('hex');
}
