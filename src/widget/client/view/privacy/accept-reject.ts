import { element } from '../../dom';
import type { Text } from '../../texts';

/** Yes and no, side by side, of one size and one look: neither is made easier than the other. */
export const acceptAndReject = (text: Text, answer: (yes: boolean) => void): HTMLElement =>
  element(
    'div',
    { class: 'answers' },
    element('button', { class: 'answer', type: 'button', click: () => answer(true) }, text('accept')),
    element('button', { class: 'answer', type: 'button', click: () => answer(false) }, text('reject')),
  );
