import { element } from '../../dom';

/** A switch with its explanation; `changed` hears what the visitor made of it. */
export class Switch {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly label: HTMLElement;

  constructor(id: string, title: string, why: string, changed: (on: boolean) => void) {
    this.input = element('input', {
      class: 'switch',
      type: 'checkbox',
      role: 'switch',
      id,
      'aria-describedby': `${id}-why`,
      change: () => changed(this.input.checked),
    });
    this.label = element('label', { class: 'choice-title', for: id, dir: 'auto' }, title);
    this.element = element(
      'li',
      { class: 'choice' },
      element('div', { class: 'choice-head' }, this.label, this.input),
      element('p', { class: 'choice-why', id: `${id}-why`, dir: 'auto' }, why),
    );
  }

  render(on: boolean, fixed = false): void {
    this.input.checked = on;
    this.input.disabled = fixed;
  }
}
