import { Controller } from '@hotwired/stimulus';
import { LazyMenu } from '../lazy-menu';
import { text } from '../page';
import { Refused, sentenceOf } from '../writing/lines';
import { putAtCaret } from '../writing/put';

interface Wish {
  path: string;
  name: string;
  label: string;
}

/** Text of plugins in what an agent writes, at the caret. Typing goes on meanwhile, and nothing is sent. */
export class InsertsController extends Controller<HTMLFormElement> {
  static override targets = [
    ...['menu', 'frame', 'panel', 'title', 'field', 'label', 'input', 'said', 'problem', 'go', 'again', 'told', 'body'],
  ];
  static override values = { conversation: String };
  declare readonly menuTarget: HTMLDetailsElement;
  declare readonly frameTarget: HTMLElement;
  declare readonly panelTarget: HTMLElement;
  declare readonly titleTarget: HTMLElement;
  declare readonly fieldTarget: HTMLElement;
  declare readonly labelTarget: HTMLElement;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly saidTarget: HTMLElement;
  declare readonly problemTarget: HTMLElement;
  declare readonly goTarget: HTMLButtonElement;
  declare readonly againTarget: HTMLButtonElement;
  declare readonly toldTarget: HTMLElement;
  declare readonly bodyTarget: HTMLTextAreaElement;
  declare readonly conversationValue: string;
  private menu!: LazyMenu;
  private wish?: Wish;
  private work?: AbortController;
  private isComposing = false;
  /** A text that came while a word was being put together, by an input method for instance. */
  private held?: () => void;

  override connect(): void {
    this.menu = new LazyMenu(this.menuTarget, this.frameTarget, this.path);
  }

  override disconnect(): void {
    this.work?.abort();
  }

  opened(): void {
    this.menu.toggled();
  }

  loaded(): void {
    this.menu.loaded();
    if (this.frameTarget.querySelector('[data-action="inserts#reload"]')) this.menu.forget();
  }

  reload(): void {
    this.menu.reload();
  }

  choose({ currentTarget }: Event): void {
    const { plugin, id, name = '', label = '', input, placeholder = '' } = (currentTarget as HTMLElement).dataset;
    this.menu.close();
    this.work?.abort();
    this.wish = { path: `${this.path}/${plugin}/${id}`, name, label };
    this.titleTarget.textContent = label;
    this.labelTarget.textContent = input ?? '';
    this.inputTarget.value = '';
    this.inputTarget.placeholder = placeholder;
    this.panelTarget.hidden = false;
    this.fieldTarget.hidden = !input;
    if (!input) return this.go();
    this.show({ canGo: true });
    this.inputTarget.focus();
  }

  /** Enter in the line that is asked for is an answer to it, and sends no message. */
  entered(event: KeyboardEvent): void {
    if (event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.go();
  }

  go(): void {
    const { wish } = this;
    const input = this.fieldTarget.hidden ? undefined : this.inputTarget.value.trim();
    if (!wish || input === '') return this.inputTarget.focus();
    this.work?.abort();
    const work = new AbortController();
    this.work = work;
    this.show({ said: text('insertsWorking', { name: wish.name }) });
    this.bodyTarget.focus();
    void this.ask(wish, input, work.signal).catch((error: unknown) => this.fail(error, work));
  }

  dismiss(): void {
    this.close();
    this.bodyTarget.focus();
  }

  left(event: Event): void {
    if (event.defaultPrevented || this.panelTarget.hidden || this.isComposing) return;
    event.preventDefault();
    this.dismiss();
  }

  composing(): void {
    this.isComposing = true;
  }

  composed(): void {
    this.isComposing = false;
    const { held } = this;
    this.held = undefined;
    // The browser ends its own work on the field first.
    if (held) setTimeout(held);
  }

  private async ask(wish: Wish, input: string | undefined, signal: AbortSignal): Promise<void> {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const response = await fetch(wish.path, { method: 'POST', headers, body: JSON.stringify({ input }), signal });
    if (!response.ok) throw new Refused(await sentenceOf(response));
    const answer = (await response.json()) as { text?: string; message?: string };
    if (signal.aborted) return;
    if (answer.text === undefined) return this.show({ said: answer.message, canGo: input !== undefined });
    const insert = () => this.insert(wish, answer.text!, signal);
    if (this.isComposing) this.held = insert;
    else insert();
  }

  private insert({ label }: Wish, words: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.close();
    putAtCaret(this.bodyTarget, words);
    this.toldTarget.textContent = text('insertsDone', { label });
  }

  private fail(error: unknown, work: AbortController): void {
    if (this.work !== work || work.signal.aborted) return;
    const said = error instanceof Refused ? error.message : '';
    this.show({ problem: said || text('insertsUnreachable'), canTryAgain: true });
  }

  private show({ said = '', problem = '', canGo = false, canTryAgain = false }): void {
    this.saidTarget.textContent = said;
    this.problemTarget.textContent = problem;
    this.goTarget.hidden = !canGo;
    this.againTarget.hidden = !canTryAgain;
  }

  private close(): void {
    this.work?.abort();
    this.work = undefined;
    this.wish = undefined;
    this.held = undefined;
    this.panelTarget.hidden = true;
    this.toldTarget.textContent = '';
  }

  private get path(): string {
    return `/inbox/conversations/${this.conversationValue}/inserts`;
  }
}
