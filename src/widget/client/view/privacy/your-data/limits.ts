import { element } from '../../../dom';
import type { Overview, Rights, RightsKey, RightsText } from './rights';
import { button, during, lead, outcome, row } from './row';

const names: Record<string, RightsKey> = {
  conversation: 'purposes.conversation',
  service: 'purposes.service',
  security: 'purposes.security',
  billing: 'purposes.billing',
  improve: 'purposes.improve',
  marketing: 'purposes.marketing',
};

/** Objection to a purpose: it stops with the click. */
export function objections(rights: Rights, text: RightsText, { purposes }: Overview): HTMLElement {
  if (!purposes.length) return row(text('object'), [lead(text('objectNone'))]);
  const said = outcome();
  const lines = purposes.map(({ purpose, objected }) => {
    let on = objected;
    const state = element('span', { class: 'part-lead' });
    const turn = button('', () => void during(turn, said, () => text('failed'), change), 'answer answer-small');
    const name = names[purpose] ? text(names[purpose]) : purpose;
    const draw = () => {
      state.textContent = on ? text('objected') : '';
      turn.textContent = text(on ? 'objectUndo' : 'objectAction');
      turn.setAttribute('aria-label', `${turn.textContent}: ${name}`);
    };
    async function change(): Promise<void> {
      await rights.object(purpose, !on);
      on = !on;
      draw();
      said.textContent = on ? text('objected') : '';
    }
    draw();
    return element('li', { class: 'right-line' }, element('div', {}, element('b', {}, name), state), turn);
  });
  return row(text('object'), [lead(text('objectText')), element('ul', { class: 'right-list' }, ...lines), said]);
}

/** Only stored. Before it is lifted one reads what that means. */
export function restriction(rights: Rights, text: RightsText, { restricted }: Overview): HTMLElement {
  let on = restricted;
  const said = outcome();
  const about = lead('');
  const turn = button('', () => void during(turn, said, () => text('failed'), change));
  const draw = () => {
    about.textContent = on ? `${text('restricted')} ${text('liftText')}` : text('restrictText');
    turn.textContent = text(on ? 'liftAction' : 'restrictAction');
  };
  async function change(): Promise<void> {
    await rights.restrict(!on);
    on = !on;
    draw();
    said.textContent = text(on ? 'restricted' : 'lifted');
  }
  draw();
  return row(text('restrict'), [about, turn, said]);
}
