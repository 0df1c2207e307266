import { dayOf, daysSince } from '../dates';
import { text } from '../page';
import { continues } from './continues';

/** What depends on who looks, when and where, and so cannot come from the server: own messages, groups, days, what was seen. */
export function arrange(list: HTMLElement, { account, visitorSeen }: { account: string; visitorSeen: number }): void {
  list.querySelectorAll('.day').forEach((day) => day.remove());
  putInOrder(list);
  let before: HTMLElement | null = null;
  for (const item of [...list.children] as HTMLElement[]) {
    if (!item.dataset.at) continue;
    if (before?.dataset.at === undefined || !sameDay(before.dataset.at, item.dataset.at)) {
      const fresh = item.previousElementSibling;
      (fresh?.matches('.fresh') ? fresh : item).before(daySeparator(item.dataset.at));
      before = null;
    }
    group(item, before);
    if (item.dataset.author) item.classList.toggle('message--own', item.dataset.author === account);
    markSeen(item, visitorSeen);
    before = item;
  }
}

/** What is on its way stays below what has arrived, also when that arrives later. */
function putInOrder(list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>('[data-at]')];
  const wanted = items.toSorted((one, other) => positionOf(one) - positionOf(other));
  if (wanted.some((item, index) => item !== items[index])) list.append(...wanted);
}

const positionOf = ({ dataset }: HTMLElement) => Number(dataset.position ?? Number.MAX_SAFE_INTEGER);

function group(item: HTMLElement, before: HTMLElement | null): void {
  const isDivided = item.previousElementSibling?.matches('.fresh');
  item.toggleAttribute('data-continues', !isDivided && before !== null && continues(before.dataset, item.dataset));
}

function markSeen(item: HTMLElement, visitorSeen: number): void {
  const state = item.querySelector<HTMLElement>('.message__state');
  const seq = Number(item.dataset.seq);
  if (state && seq && seq <= visitorSeen) state.dataset.state = 'seen';
}

const sameDay = (one: string, other: string) => new Date(one).toDateString() === new Date(other).toDateString();

function daySeparator(at: string): HTMLElement {
  const day = document.createElement('li');
  day.className = 'day';
  day.textContent = nameOfDay(new Date(at));
  return day;
}

function nameOfDay(moment: Date): string {
  const days = daysSince(moment);
  if (days === 0) return text('today');
  if (days === 1) return text('yesterday');
  return dayOf(moment);
}
