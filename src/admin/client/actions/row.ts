import { accountId, inboxPlace } from '../page';

type RowFacts = { status: string; assignee: string };
type RowOrder = { unread: number; lastAt: string };

/** Whether a conversation stands in a list, for the one who looks. */
export function belongs(list: string, { status, assignee }: RowFacts, account: string): boolean {
  if (list === 'closed' || list === 'spam') return status === list;
  if (status !== 'open') return false;
  if (list === 'mine') return assignee === account;
  if (list === 'unassigned') return !assignee;
  return true;
}

/** Unread first, then the newest first: the order in which the server lists them. */
export function comesBefore(one: RowOrder, other: RowOrder): boolean {
  const oneUnread = one.unread > 0;
  if (oneUnread !== other.unread > 0) return oneUnread;
  return one.lastAt > other.lastAt;
}

const orderOf = (row: HTMLElement): RowOrder => ({
  unread: Number(row.dataset.unread ?? 0),
  lastAt: row.dataset.lastAt ?? '',
});

/** Puts a live row where it belongs in the list on screen, or takes it out. */
export function placeRow(list: HTMLElement, row: HTMLElement): void {
  const old = document.getElementById(row.id);
  const name = list.dataset.listNameValue ?? inboxPlace().list;
  const facts = { status: row.dataset.status ?? '', assignee: row.dataset.assignee ?? '' };
  if (!belongs(name, facts, accountId())) return old?.remove();
  const hadFocus = old?.contains(document.activeElement);
  const order = orderOf(row);
  const grew = !old || orderOf(old).lastAt < order.lastAt;
  old?.remove();
  const next = ([...list.children] as HTMLElement[]).find((other) => comesBefore(order, orderOf(other)));
  row.classList.toggle('row--arrived', grew && order.unread > 0);
  list.insertBefore(row, next ?? null);
  document.dispatchEvent(new CustomEvent('inbox:row'));
  if (hadFocus) row.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
}
