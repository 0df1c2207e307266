import { element } from '../../dom';
import type { Chat } from '../../session/chat';
import type { Text } from '../../texts';
import { acceptAndReject } from './accept-reject';
import { Switch } from './switch';

/** What the visitor agrees to: all at once, or one by one. Each change counts at once. */
export class Choices {
  readonly element: HTMLElement;
  private readonly switches: { render: () => void }[];
  private readonly saved = element('p', { class: 'event saved', role: 'status' });

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
  ) {
    const { consent } = chat;
    const { asks } = consent;
    const always = new Switch('choice-necessary', text('necessary'), text('necessaryWhy'), () => undefined);
    always.render(true, true);
    const rows = asks.map((ask) => {
      const row = new Switch(`choice-${ask.category}`, ask.title, ask.why, (on) => this.change(ask.category, on));
      return { element: row.element, render: () => row.render(consent.allows(ask), consent.blocked(ask)) };
    });
    this.switches = rows;
    this.element = element(
      'section',
      { class: 'part', 'aria-labelledby': 'choices-title' },
      element('h3', { id: 'choices-title' }, text('choicesTitle')),
      ...(consent.denied ? [element('p', { class: 'signal' }, text('signal'))] : []),
      asks.length ? '' : element('p', { class: 'part-lead' }, text('choicesNone')),
      element('ul', { class: 'choices' }, always.element, ...rows.map((row) => row.element)),
      ...(asks.length ? [acceptAndReject(text, (yes) => this.all(yes)), this.saved] : []),
    );
    this.render();
  }

  render(): void {
    for (const one of this.switches) one.render();
  }

  /** What was said about the choice before is not news any more. */
  open(): void {
    this.saved.textContent = '';
    this.render();
  }

  private all(yes: boolean): void {
    this.choose(yes ? this.chat.consent.asks.map(({ category }) => category) : []);
  }

  private change(category: string, on: boolean): void {
    const { consent } = this.chat;
    const others = consent.asks.filter((ask) => ask.category !== category && consent.allows(ask));
    this.choose([...others.map((ask) => ask.category), ...(on ? [category] : [])]);
  }

  private choose(granted: string[]): void {
    this.chat.choose(granted);
    this.saved.textContent = this.text('choiceSaved');
    this.render();
  }
}
