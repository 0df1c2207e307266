import type { Attachment, Translation } from '../protocol';

export type Status = 'pending' | 'sent' | 'seen' | 'failed';

/** A message as it is drawn, confirmed or not. */
export interface Item {
  id: string;
  from: 'visitor' | 'team' | 'system';
  name: string;
  body: string;
  attachments: readonly Attachment[];
  /** Milliseconds since 1970. */
  at: number;
  deleted: boolean;
  translation?: Translation;
  status?: Status;
}

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'bubble'; key: string; item: Item; first: boolean; last: boolean }
  | { kind: 'meta'; key: string; item: Item; status?: Status };

const together = 5 * 60_000;
const dayOf = (time: number) => new Date(time).toDateString();

function continues(item: Item, before: Item | undefined): boolean {
  return (
    before !== undefined &&
    before.from === item.from &&
    before.name === item.name &&
    item.at - before.at < together &&
    dayOf(item.at) === dayOf(before.at) &&
    (before.status === 'failed') === (item.status === 'failed')
  );
}

/** Lays messages out: a line for each day, groups of what one person wrote within five minutes, one time under each group. */
export function layOut(items: readonly Item[]): Row[] {
  const rows: Row[] = [];
  const newestOwn = items.reduce(
    (newest, { from, status }, index) => (from === 'visitor' && status !== 'failed' ? index : newest),
    -1,
  );
  items.forEach((item, index) => {
    const before = items[index - 1];
    if (!before || dayOf(before.at) !== dayOf(item.at)) rows.push({ kind: 'day', key: `day ${dayOf(item.at)}`, at: item.at });
    const last = !items[index + 1] || !continues(items[index + 1], item);
    rows.push({ kind: 'bubble', key: item.id, item, first: !continues(item, before), last });
    if (!last) return;
    const status = index === newestOwn || item.status === 'failed' ? item.status : undefined;
    rows.push({ kind: 'meta', key: `meta ${item.id}`, item, status });
  });
  return rows;
}
