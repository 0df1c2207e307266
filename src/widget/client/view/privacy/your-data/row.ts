import { element } from '../../../dom';

/** One right: its name, and behind it what can be done. `opened` runs each time somebody looks. */
export function row(title: string, content: (Node | string)[], opened: () => void = () => undefined): HTMLDetailsElement {
  const details = element('details', { class: 'right', name: 'rights' }, element('summary', { class: 'right-title' }, title));
  details.append(element('div', { class: 'right-body' }, ...content));
  details.addEventListener('toggle', () => details.open && opened());
  return details;
}

export const lead = (text: string): HTMLElement => element('p', { class: 'part-lead', dir: 'auto' }, text);

/** What became of a click, said to everybody at once; empty until then. */
export const outcome = (): HTMLElement => element('p', { class: 'right-said', role: 'status' });

export const button = (label: string, click: () => void, look = 'answer'): HTMLButtonElement =>
  element('button', { class: look, type: 'button', click }, label);

/** Runs something once at a time: the button waits with whoever pressed it, and what failed is said. */
export async function during(
  pressed: HTMLButtonElement,
  said: HTMLElement,
  failed: (error: unknown) => string,
  work: () => Promise<void>,
): Promise<void> {
  if (pressed.getAttribute('aria-disabled') === 'true') return;
  pressed.setAttribute('aria-disabled', 'true');
  said.textContent = '';
  try {
    await work();
  } catch (error) {
    said.textContent = failed(error);
  } finally {
    pressed.removeAttribute('aria-disabled');
  }
}
