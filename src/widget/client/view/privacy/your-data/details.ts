import { element } from '../../../dom';
import type { Overview, Rights, RightsText } from './rights';
import { button, during, lead, outcome, row } from './row';

/** Name and address: put right at once. */
export function details(rights: Rights, text: RightsText, { contact }: Overview, website: string): HTMLElement {
  if (contact.verified) return row(text('correct'), [lead(text('vouched', { website }))]);
  const said = outcome();
  const name = element('input', {
    class: 'input',
    id: 'own-name',
    autocomplete: 'name',
    maxlength: 100,
    value: contact.name,
    dir: 'auto',
  });
  const email = element('input', {
    class: 'input',
    id: 'own-email',
    type: 'email',
    autocomplete: 'email',
    maxlength: 254,
    value: contact.email,
  });
  const save = button(text('save'), () => void during(save, said, () => text('failed'), submit));
  async function submit(): Promise<void> {
    if (!email.checkValidity()) return email.focus();
    await rights.correct({ name: name.value.trim(), email: email.value.trim() });
    said.textContent = text('saved');
  }
  return row(text('correct'), [
    element('label', { class: 'right-label', for: name.id }, text('name')),
    name,
    element('label', { class: 'right-label', for: email.id }, text('email')),
    email,
    save,
    said,
  ]);
}
