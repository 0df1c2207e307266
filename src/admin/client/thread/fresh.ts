import { text } from '../page';

/** The line before what nobody of the team had read when the conversation was opened. */
export function putFreshLine(list: HTMLElement, unread: number): void {
  list.querySelector('.fresh')?.remove();
  if (!unread) return;
  const fromVisitor = list.querySelectorAll('[data-from="visitor"]');
  const first = fromVisitor[Math.max(0, fromVisitor.length - unread)];
  if (!first || first === list.querySelector('[data-at]')) return;
  const line = document.createElement('li');
  line.className = 'fresh';
  line.textContent = text('new');
  first.before(line);
}
