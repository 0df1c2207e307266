import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { declarationOf, type PersonalData } from '../../data-map/personal';

/** Something that we know about people and that a manifest may name. */
export interface KnownField extends Pick<PersonalData, 'category' | 'subject' | 'purpose' | 'source'> {
  /** `entity.column`, as in `visitor.email`. */
  name: string;
}

/** All fields of the data map that may be offered to a plugin: what proves who somebody is never may. */
@Injectable()
export class FieldCatalogue {
  private fields?: Map<string, KnownField>;

  constructor(private readonly database: Database) {}

  isKnown(field: string): boolean {
    return this.all.has(field);
  }

  get(field: string): KnownField | undefined {
    return this.all.get(field);
  }

  /** By name. */
  list(): KnownField[] {
    return [...this.all.values()];
  }

  private get all(): Map<string, KnownField> {
    this.fields ??= new Map(this.read().map((field) => [field.name, field]));
    return this.fields;
  }

  private read(): KnownField[] {
    const fields: KnownField[] = [...besideColumns];
    for (const { name: entity, target, columns } of this.database.entities) {
      for (const { propertyName } of columns) {
        const declaration = declarationOf(target as object, propertyName);
        if (!declaration?.personal || isSecret(propertyName, declaration)) continue;
        const { category, subject, purpose, source } = declaration;
        fields.push({ name: `${lowerFirst(entity)}.${propertyName}`, category, subject, purpose, source });
      }
    }
    return fields.sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}

/** Personal data that stands in no column: the bytes of files are in a file store, and an address is forgotten with its request. */
const besideColumns: KnownField[] = [
  { name: 'attachment.content', category: 'file', subject: 'visitor', purpose: 'conversation', source: 'subject' },
  { name: 'visitor.address', category: 'technical', subject: 'visitor', purpose: 'conversation', source: 'automatic' },
];

/** The name is looked at as well: somebody who forgets the category must not open this door. */
function isSecret(property: string, { category }: PersonalData): boolean {
  return category === 'security' || /password|secret|token|hash/i.test(property);
}

const lowerFirst = (text: string) => text[0].toLowerCase() + text.slice(1);
