import { Injectable } from '@nestjs/common';
import type { Subject } from '../plugin-host.types';

type Fields = Record<string, unknown>;
/** @returns fields by their name in the data map; undefined if what the identifiers name is gone */
export type FieldReader = (workspaceId: string, ids: Record<string, string>) => Promise<Fields | undefined>;

/** Where fields come from: rooms further right register their readers here, by the entity that they read. */
@Injectable()
export class FieldSources {
  private readonly readers = new Map<string, FieldReader>();

  /** Says who reads an entity, as it is called in `entity.column`; once, when a room starts. */
  register(entity: string, reader: FieldReader): void {
    if (this.readers.has(entity)) throw new Error(`Two readers for fields of "${entity}".`);
    this.readers.set(entity, reader);
  }

  /**
   * Reads what is declared, and nothing else, of what the identifiers name: `visitorId` for fields of a visitor, and so on.
   * @returns undefined if something of it is gone
   */
  async read(
    workspaceId: string,
    ids: Record<string, string>,
    declared: readonly string[],
  ): Promise<{ about: Subject[]; fields: Fields } | undefined> {
    const entities = new Set(declared.map((field) => field.split('.')[0]));
    const found = { about: [] as Subject[], fields: {} as Fields };
    if (ids.visitorId) found.about.push({ kind: 'visitor', id: ids.visitorId });
    if (ids.accountId) found.about.push({ kind: 'account', id: ids.accountId });
    for (const entity of entities) {
      const reader = this.readers.get(entity);
      if (!reader || !ids[`${entity}Id`]) continue;
      const part = await reader(workspaceId, ids);
      if (!part) return undefined;
      for (const field of declared) if (Object.hasOwn(part, field)) found.fields[field] = part[field];
    }
    return found;
  }
}

/** A row's values under the names of the data map. */
export const fieldsOf = (entity: string, row: object): Fields =>
  Object.fromEntries(Object.entries(row).map(([property, value]) => [`${entity}.${property}`, value as unknown]));
