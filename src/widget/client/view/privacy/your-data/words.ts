import { element } from '../../../dom';
import type { Rights, RightsKey, RightsText } from './rights';
import { button, during, outcome, row } from './row';

/** A few words to somebody who answers: what is wrong, or a question. */
export function words(
  rights: Rights,
  text: RightsText,
  { kind, title, hint, changed }: { kind: 'rectification' | 'question'; title: RightsKey; hint: RightsKey; changed: () => void },
): HTMLElement {
  const said = outcome();
  const field = element('textarea', { class: 'input right-words', rows: 4, maxlength: 4000, id: `words-${kind}`, dir: 'auto' });
  const send = button(text('send'), () => void during(send, said, () => text('failed'), submit));
  async function submit(): Promise<void> {
    const body = field.value.trim();
    if (!body) return field.focus();
    const { dueAt } = await rights.ask(kind, { body });
    field.value = '';
    said.textContent = text('sent', { due: day(dueAt, rights.language) });
    changed();
  }
  return row(text(title), [element('label', { class: 'right-label', for: field.id }, text(hint)), field, send, said]);
}

export const day = (iso: string, language: string): string => new Date(iso).toLocaleDateString(language, { dateStyle: 'long' });
