import { element } from '../../../dom';
import type { Overview, RightsText } from './rights';
import { lead, row } from './row';

/** Who got what: from the ledger, in the words of people. */
export function recipients(text: RightsText, { recipients: all }: Overview, language: string): HTMLElement {
  if (!all.length) return row(text('recipients'), [lead(text('recipientsNone'))]);
  const list = element('ul', { class: 'right-list' });
  for (const { recipient, country, what } of all) {
    const who = country ? text('recipient', { recipient, country }) : recipient;
    const things = new Intl.ListFormat(language, { type: 'conjunction' }).format(what.map((key) => text(key)));
    list.append(element('li', {}, element('b', { dir: 'auto' }, who), element('span', { class: 'part-lead' }, things)));
  }
  return row(text('recipients'), [list]);
}
