import { Injectable } from '@nestjs/common';
import type { Holding } from '../../data-map/held-of';
import type { Person } from '../privacy.types';

type Key = Exclude<Holding['key'], 'id' | 'mention' | undefined>;
/** Only what was shown to be theirs: an address that somebody typed opens and erases nothing of somebody else. */
export type KeyReader = (person: Person) => Promise<string[]>;

/** Other words than the identifier by which rows name a person: registered by the rooms that know them. */
@Injectable()
export class PersonKeys {
  private readonly readers: { kind: Person['kind']; key: Key; read: KeyReader }[] = [];

  register(kind: Person['kind'], key: Key, read: KeyReader): void {
    this.readers.push({ kind, key, read });
  }

  /** What rows of a holding have to say to be the person's; empty: none is. */
  async of(person: Person, { key = 'id' }: Pick<Holding, 'key'>): Promise<string[]> {
    if (key === 'id') return [person.id];
    const mine = this.readers.filter((reader) => reader.kind === person.kind && reader.key === key);
    return [...new Set((await Promise.all(mine.map(({ read }) => read(person)))).flat())];
  }
}
