import { text } from '../page';
import type { Question } from './corrections';
import { difference, placesIn, type Part } from './difference';

type State = 'working' | 'done' | 'stopped' | 'failed';
const tags = { removed: 'del', added: 'ins', rest: 'span', same: 'span' } as const;

/** What stands above the field while somebody is helped: the difference, what is to be decided, and what can be done with it. */
export class WritingPanel {
  constructor(
    private readonly element: HTMLElement,
    private readonly blank: HTMLTemplateElement,
  ) {}

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(title: string): void {
    this.element.hidden = false;
    this.part('title').textContent = title;
    this.part('text').replaceChildren();
    this.part('questions').replaceChildren();
    this.say('');
    this.show('working');
    this.element.querySelector<HTMLElement>('[data-writing-part="stop"]')?.focus();
  }

  close(): void {
    this.element.hidden = true;
    this.part('text').replaceChildren();
    this.part('questions').replaceChildren();
  }

  /** @param before what stands in the field now */
  draw(before: string, after: string, growing = false): void {
    const parts = before.trim() ? difference(before, after, growing) : [{ kind: 'same', text: after } as const];
    const area = this.part('text');
    const atEnd = area.scrollTop + area.clientHeight >= area.scrollHeight - 8;
    area.replaceChildren(...parts.filter((part) => part.text).map(elementOf));
    if (growing && atEnd) area.scrollTop = area.scrollHeight;
    if (!growing && before.trim()) this.count(placesIn(parts));
  }

  show(state: State): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.dataset.state = state;
    this.part('text').ariaBusy = String(state === 'working');
    const hasText = Boolean(this.part('text').textContent);
    this.toggle('stop', state === 'working');
    this.toggle('again', state !== 'working');
    this.toggle('accept', state !== 'working' && hasText);
    this.toggle('insert', state !== 'working' && hasText);
    this.toggle('discard', state !== 'working');
    if (state === 'working') this.part('state').textContent = text('writingWorking');
    if (state === 'stopped') this.part('state').textContent = text('writingStopped');
    if (state === 'failed') this.part('state').textContent = '';
    const next = this.element.querySelector<HTMLElement>('.writing__actions .button:not([hidden])');
    if (hadFocus && state !== 'working') next?.focus();
  }

  say(sentence: string): void {
    this.part('problem').textContent = sentence;
    this.part('problem').hidden = !sentence;
  }

  note(sentence: string): void {
    this.part('note').textContent = sentence;
    this.part('note').hidden = !sentence;
  }

  /** There was nothing before, so there is no difference to tell of. */
  ready(): void {
    this.part('state').textContent = text('writingReady');
  }

  hideAll(...names: string[]): void {
    for (const name of names) this.toggle(name, false);
  }

  /** Nothing to accept: what is there is right, or nobody knows better. */
  offerNothing(sentence: string): void {
    this.part('state').textContent = sentence;
    this.hideAll('accept', 'insert', 'again');
    this.element.querySelector<HTMLElement>('[data-writing-part="discard"]')?.focus();
  }

  /** A field to choose from for each word; `chosen` is called after a choice. */
  ask(questions: readonly Question[], chosen: () => void): void {
    this.part('questions').replaceChildren(...questions.map((question) => this.fieldOf(question, chosen)));
  }

  private fieldOf(question: Question, chosen: () => void): Element {
    const field = this.blank.content.firstElementChild!.cloneNode(true) as HTMLElement;
    const select = field.querySelector('select')!;
    field.querySelector('.writing__word')!.textContent = question.word || text('writingTypography');
    const leave = new Option(text(question.suggestions.length ? 'writingLeave' : 'writingUnknown'), '-1');
    const labels = question.suggestions.map((suggestion, index) => new Option(this.labelOf(question, suggestion), String(index)));
    select.append(...labels, leave);
    select.value = String(question.choice);
    select.addEventListener('change', () => {
      question.choice = Number(select.value);
      chosen();
    });
    return field;
  }

  private labelOf({ kind }: Question, suggestion: string): string {
    if (kind === 'repeated') return text('writingOnce');
    return kind === 'typography' ? text('writingChange') : suggestion;
  }

  private count(places: number): void {
    this.part('state').textContent = places ? text('writingChanges', { count: String(places) }) : text('writingNoChange');
  }

  private toggle(name: string, shown: boolean): void {
    this.part(name).hidden = !shown;
  }

  private part(name: string): HTMLElement {
    return this.element.querySelector<HTMLElement>(`[data-writing-part="${name}"]`)!;
  }
}

function elementOf({ kind, text: words }: Part): HTMLElement {
  const element = document.createElement(tags[kind]);
  element.className = `writing__${kind}`;
  element.textContent = words;
  return element;
}
