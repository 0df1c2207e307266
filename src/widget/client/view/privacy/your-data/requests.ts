import { element } from '../../../dom';
import type { Overview, RightsKey, RightsText } from './rights';
import { row } from './row';
import { day } from './words';

const kinds: Record<string, RightsKey> = {
  access: 'download',
  portability: 'download',
  erasure: 'erase',
  rectification: 'dispute',
  objection: 'object',
  restriction: 'restrict',
  withdrawal: 'object',
  question: 'ask',
};
const states: Record<string, RightsKey> = {
  received: 'states.received',
  unverified: 'states.unverified',
  verified: 'states.verified',
  on_hold: 'states.on_hold',
  forwarded: 'states.forwarded',
  approved: 'states.approved',
  refused: 'states.refused',
  executing: 'states.executing',
  awaiting_recipients: 'states.awaiting_recipients',
  duplicate: 'states.duplicate',
  complete: 'states.complete',
};
const over = ['complete', 'refused', 'duplicate'];

/** What was asked, what became of it, and what was written about it: what others get by mail stands here. */
export function requests(text: RightsText, { requests: all }: Overview, language: string): HTMLElement | undefined {
  if (!all.length) return undefined;
  const list = element('ul', { class: 'right-list' });
  for (const { kind, state, receivedAt, dueAt, letters } of all) {
    const due = over.includes(state) ? '' : ` · ${text('due', { date: day(dueAt, language) })}`;
    const about = `${day(receivedAt, language)} · ${text(states[state] ?? 'states.received')}${due}`;
    const letterOf = ({ subject, body }: (typeof letters)[number]) =>
      element(
        'details',
        { class: 'letter' },
        element('summary', {}, subject),
        element('p', { class: 'letter-body', dir: 'auto' }, body),
      );
    list.append(
      element(
        'li',
        {},
        element('b', {}, text(kinds[kind] ?? 'ask')),
        element('span', { class: 'part-lead' }, about),
        ...letters.map(letterOf),
      ),
    );
  }
  const whole = row(text('requests'), [list]);
  whole.classList.add('requests');
  return whole;
}
