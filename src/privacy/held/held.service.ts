import { Injectable } from '@nestjs/common';
import type { Fate } from '../../data-map/held-of';
import { DataMap } from '../data-map/data-map.service';
import type { Person } from '../privacy.types';
import { HeldRows, type HeldRow } from './held-rows.service';

/** How many rows of a kind are held of a person, and what an erasure does with them. */
export interface HeldCount {
  /** Of the entity: `PageView`. */
  kind: string;
  count: number;
  fate: Fate;
}

/** What is held of one person. */
@Injectable()
export class HeldService {
  constructor(
    private readonly map: DataMap,
    private readonly rows: HeldRows,
  ) {}

  /** Of every kind of record that can be held of them; those of which there is nothing, too. */
  async counts(person: Person): Promise<HeldCount[]> {
    const counts: HeldCount[] = [];
    for (const kind of this.map.heldOf(person.kind))
      for (const rows of await this.rows.of(kind, person))
        counts.push({ kind: kind.name, count: await this.rows.count(rows), fate: fateOf(rows.holding) });
    return together(counts);
  }

  /** The first rows of a kind, for somebody who looks. */
  async first(person: Person, kind: string, limit: number): Promise<HeldRow[]> {
    const found: HeldRow[] = [];
    for (const rows of await this.rows.of(this.map.kind(kind), person))
      for await (const page of this.rows.pages(rows, limit)) {
        found.push(...page);
        if (found.length >= limit) return found.slice(0, limit);
      }
    return found;
  }
}

function fateOf(holding: Fate): Fate {
  if (holding.erased === 'deleted') return { erased: 'deleted' };
  if (holding.erased === 'unlinked') return { erased: 'unlinked', empties: holding.empties };
  const { basis, why, until, thenUnlinked } = holding;
  return { erased: 'kept', basis, why, until, ...(thenUnlinked && { thenUnlinked }) };
}

/** One line for each kind and fate. */
function together(counts: readonly HeldCount[]): HeldCount[] {
  const lines = new Map<string, HeldCount>();
  for (const line of counts) {
    const key = `${line.kind} ${line.fate.erased}`;
    const known = lines.get(key);
    if (known) known.count += line.count;
    else lines.set(key, { ...line });
  }
  return [...lines.values()];
}
