import { Controller } from '@hotwired/stimulus';
import { LazyMenu } from '../lazy-menu';
import { text } from '../page';
import { corrected, questionsOf, type Issue, type Question } from '../writing/corrections';
import { piecesOf, Refused, sentenceOf } from '../writing/lines';
import { WritingPanel } from '../writing/panel';
import { put } from '../writing/put';

/** Milliseconds between two drawings of a text that is coming. */
const drawEvery = 120;
const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

interface Wish {
  task: string;
  title: string;
  /** Where the text belongs: a summary is for the team. */
  kind: 'note' | '';
}

/** Help for whoever writes: asks, shows what comes as a difference, and puts it into the field when it is accepted. Never sends. */
export class WritingController extends Controller<HTMLFormElement> {
  static override targets = ['menu', 'frame', 'panel', 'blank', 'body'];
  static override values = { conversation: String };
  declare readonly menuTarget: HTMLDetailsElement;
  declare readonly frameTarget: HTMLElement;
  declare readonly panelTarget: HTMLElement;
  declare readonly blankTarget: HTMLTemplateElement;
  declare readonly bodyTarget: HTMLTextAreaElement;
  declare readonly conversationValue: string;
  private panel!: WritingPanel;
  private wish?: Wish;
  private answer = '';
  private work?: AbortController;
  private drawing?: ReturnType<typeof setTimeout>;
  private menu!: LazyMenu;
  private readonly help = () => this.menuTarget.querySelector('summary')?.click();

  override connect(): void {
    this.panel = new WritingPanel(this.panelTarget, this.blankTarget);
    this.menu = new LazyMenu(this.menuTarget, this.frameTarget, `${this.path}/writing`);
    document.addEventListener('composer:help', this.help);
  }

  override disconnect(): void {
    document.removeEventListener('composer:help', this.help);
    this.work?.abort();
  }

  opened(): void {
    this.menu.toggled();
  }

  loaded(): void {
    this.menu.loaded();
  }

  choose({ currentTarget }: Event): void {
    const item = currentTarget as HTMLButtonElement;
    const { task = '', kind } = item.dataset;
    this.menu.close();
    this.begin({ task, title: item.textContent?.trim() ?? '', kind: kind === 'note' ? 'note' : '' });
  }

  again(): void {
    if (this.wish) this.begin(this.wish);
  }

  stop(): void {
    this.work?.abort();
  }

  accept(): void {
    this.take('instead');
  }

  insert(): void {
    this.take('below');
  }

  discard(): void {
    if (!this.panel.isOpen) return;
    this.close();
    this.bodyTarget.focus();
  }

  /** The message was sent, or the thread left. */
  leave(): void {
    this.close();
  }

  left(event: Event): void {
    if (event.defaultPrevented || !this.panel.isOpen) return;
    event.preventDefault();
    this.discard();
  }

  /** Somebody goes on writing while a proposal is there: it is compared with what stands there now. */
  typed(): void {
    if (this.panel.isOpen && this.answer && !this.work) this.panel.draw(this.bodyTarget.value, this.answer);
  }

  private begin(wish: Wish): void {
    this.work?.abort();
    this.wish = wish;
    this.answer = '';
    const work = new AbortController();
    this.work = work;
    this.panel.open(wish.title);
    this.panel.note('');
    const doing = wish.task === 'check-spelling' ? this.check(work.signal) : this.write(wish, work.signal);
    void doing.catch((error: unknown) => this.fail(error, work)).finally(() => this.work === work && (this.work = undefined));
  }

  /** A text that comes quickly is drawn now and then, and its last piece is never forgotten. */
  private drawSoon(before: string): void {
    const { work } = this;
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      if (work && work === this.work && !work.signal.aborted) this.panel.draw(before, this.answer, true);
    }, drawEvery);
  }

  private async write({ task }: Wish, signal: AbortSignal): Promise<void> {
    const before = this.bodyTarget.value;
    for await (const piece of piecesOf(await this.post('writing', { task, text: before }, signal))) {
      this.answer += piece;
      this.drawSoon(before);
    }
    this.answer = this.answer.trim();
    this.stopDrawing();
    this.panel.draw(this.bodyTarget.value, this.answer);
    this.panel.show('done');
    if (this.answer === this.bodyTarget.value.trim()) this.panel.offerNothing(text('writingNoChange'));
    else if (!before.trim()) this.panel.ready();
  }

  private async check(signal: AbortSignal): Promise<void> {
    const before = this.bodyTarget.value;
    const response = await this.post('spelling', { text: before }, signal);
    if (!response.ok) throw new Refused(await sentenceOf(response));
    const { issues, note } = (await response.json()) as { issues: Issue[]; note: string };
    const questions = questionsOf(before, issues);
    const draw = () => this.correct(before, questions);
    this.panel.ask(questions, draw);
    this.panel.note(note);
    this.answer = before;
    draw();
    this.panel.show('done');
    this.panel.hideAll('insert', 'again');
    if (!questions.length) this.panel.offerNothing(text('writingNothingFound'));
  }

  private correct(before: string, questions: Question[]): void {
    this.answer = corrected(before, questions);
    this.panel.draw(before, this.answer);
  }

  private take(where: 'instead' | 'below'): void {
    const { answer, wish } = this;
    this.close();
    if (wish?.kind) document.dispatchEvent(new CustomEvent('composer:write', { detail: wish.kind }));
    put(this.bodyTarget, answer, where);
  }

  private fail(error: unknown, work: AbortController): void {
    if (this.work !== work) return;
    this.stopDrawing();
    // Stopped before anything came: there is nothing to look at.
    if (work.signal.aborted && !this.answer) return this.discard();
    if (this.answer) this.panel.draw(this.bodyTarget.value, this.answer);
    this.panel.show(work.signal.aborted ? 'stopped' : 'failed');
    if (!this.answer) this.panel.hideAll('accept', 'insert');
    if (work.signal.aborted) return;
    const said = error instanceof Refused ? error.message : '';
    this.panel.say(said || text(this.answer ? 'writingBroken' : 'writingUnreachable'));
  }

  private stopDrawing(): void {
    clearTimeout(this.drawing);
    this.drawing = undefined;
  }

  private close(): void {
    this.work?.abort();
    this.stopDrawing();
    this.work = undefined;
    this.wish = undefined;
    this.answer = '';
    this.panel.close();
  }

  private post(door: 'writing' | 'spelling', body: object, signal: AbortSignal): Promise<Response> {
    return fetch(`${this.path}/${door}`, { method: 'POST', headers: json, body: JSON.stringify(body), signal });
  }

  private get path(): string {
    return `/inbox/conversations/${this.conversationValue}`;
  }
}
