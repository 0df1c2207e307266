import { element } from '../dom';
import type { Chat } from '../session/chat';
import type { Text } from '../texts';

/** Asks once, after the first message, where an answer may go. Both fields may stay empty, and the question can be waved away. */
export class Contact {
  readonly element: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly error = element('p', { class: 'field-error', role: 'alert', hidden: true });
  private readonly thanks = element('p', { class: 'event', role: 'status', hidden: true });
  private readonly name: HTMLInputElement;
  private readonly email: HTMLInputElement;

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
  ) {
    this.name = element('input', { class: 'input', id: 'contact-name', autocomplete: 'name', maxlength: 100, dir: 'auto' });
    this.email = element('input', { class: 'input', id: 'contact-email', type: 'email', autocomplete: 'email', maxlength: 254 });
    this.form = element(
      'form',
      {
        class: 'contact',
        novalidate: true,
        hidden: true,
        'aria-labelledby': 'contact-title',
        submit: (event: Event) => this.save(event),
      },
      element('p', { class: 'contact-title', id: 'contact-title' }, text('reach')),
      element('div', {}, element('label', { for: 'contact-name' }, text('name')), this.name),
      element('div', {}, element('label', { for: 'contact-email' }, text('email')), this.email),
      this.error,
      element(
        'div',
        { class: 'contact-actions' },
        element('button', { class: 'button', type: 'submit' }, text('keep')),
        element('button', { class: 'quiet', type: 'button', click: () => this.skip() }, text('skip')),
      ),
    );
    this.element = element('div', {}, this.form, this.thanks);
  }

  render(): void {
    const { chat } = this;
    const known = !!chat.state?.visitor?.email;
    this.form.hidden =
      !chat.shell.config.collects.contact || !chat.state?.conversation || known || !!chat.shell.memory.read().unasked;
  }

  clear(): void {
    this.form.reset();
    this.thanks.hidden = true;
  }

  private skip(): void {
    this.chat.shell.memory.update((remembered) => (remembered.unasked = true));
    this.render();
  }

  private save(event: Event): void {
    event.preventDefault();
    const name = this.name.value.trim();
    const email = this.email.value.trim();
    if (!name && !email) return this.skip();
    if (!this.email.checkValidity()) return this.complain('emailInvalid', this.email);
    this.error.hidden = true;
    void this.chat.updateContact({ ...(name && { name }), ...(email && { email }) }).then((fault) => {
      if (fault) return this.complain('contactFailed', this.email);
      this.thanks.textContent = email ? this.text('reached', { email }) : this.text('thanks', { name });
      this.thanks.hidden = false;
      this.skip();
    });
  }

  private complain(key: 'emailInvalid' | 'contactFailed', field: HTMLInputElement): void {
    this.error.textContent = this.text(key);
    this.error.hidden = false;
    field.focus();
  }
}
