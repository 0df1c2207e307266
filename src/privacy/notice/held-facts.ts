import type { Category, Purpose, Source, Subject } from '../../data-map/personal';
import type { DataMap } from '../data-map/data-map.service';
import type { DeclaredField, DeclaredRecipient } from './notice-sources.service';
import type { HeldFact, NoticeFacts, RecipientFact } from './notice.types';

/** What is held of people of a kind. A column whose switch is off on every website is not. */
export function heldFacts(map: Pick<DataMap, 'heldOf'>, subject: Subject, websites: NoticeFacts['websites']): HeldFact[] {
  const found = new Map<Category, { purposes: Set<Purpose>; sources: Set<Source>; columns: string[] }>();
  for (const { name, columns } of map.heldOf(subject)) {
    for (const { property, declaration } of columns) {
      if (!declaration.personal) continue;
      const { category, purpose, source, switch: needs } = declaration;
      if (needs && !websites.some((website) => website[needs])) continue;
      const held = found.get(category) ?? { purposes: new Set(), sources: new Set(), columns: [] };
      held.purposes.add(purpose);
      held.sources.add(source);
      held.columns.push(`${name.slice(0, 1).toLowerCase()}${name.slice(1)}.${property}`);
      found.set(category, held);
    }
  }
  return [...found]
    .map(([category, { purposes, sources, columns }]) => ({
      category,
      purposes: [...purposes].sort(),
      sources: [...sources].sort(),
      columns: columns.sort(),
    }))
    .sort((one, other) => (one.category < other.category ? -1 : 1));
}

/** Which kinds of data a recipient gets. */
export function recipientFact(
  { fields, storage: _storage, ...recipient }: DeclaredRecipient,
  isAbout: (field: DeclaredField) => boolean,
): RecipientFact {
  const categories = [...new Set(fields.filter(isAbout).map(({ category }) => category))].sort();
  return { ...recipient, categories, getsAddress: fields.some(({ name }) => name === 'visitor.address') };
}
