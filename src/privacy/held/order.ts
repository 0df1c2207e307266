import type { RecordKind } from '../data-map/data-map.service';

/**
 * By which properties rows with the same value of `by` are read: what follows it in an index that tells them apart, a number before
 * a name (messages by their place), or else the key.
 */
export function orderOf({ indexes, key, columns }: RecordKind, by: string): readonly string[] {
  const isNumber = (property: string) => columns.find((column) => column.property === property)?.metadata.type === 'integer';
  const rests = indexes
    .filter(({ properties, unique }) => unique && properties[0] === by && properties.length > 1)
    .map(({ properties }) => properties.slice(1));
  return rests.find(([first]) => isNumber(first)) ?? rests[0] ?? key;
}
