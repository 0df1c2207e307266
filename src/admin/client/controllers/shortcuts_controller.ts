import { Controller } from '@hotwired/stimulus';
import * as Turbo from '@hotwired/turbo';
import { recall, remember } from '../memory';
import { pageKeys } from '../stored-keys';

/** Single keys for those who work here all day. They can be switched off, as WCAG 2.1.4 asks. */
export class ShortcutsController extends Controller<HTMLElement> {
  static override targets = ['sheet', 'search', 'searchField', 'assign', 'finish', 'switch'];
  declare readonly sheetTarget: HTMLDialogElement;
  declare readonly searchTarget: HTMLAnchorElement;
  declare readonly searchFieldTargets: HTMLInputElement[];
  declare readonly assignTargets: HTMLElement[];
  declare readonly finishTargets: HTMLElement[];
  declare readonly switchTarget: HTMLInputElement;
  private readonly keyed = (event: KeyboardEvent) => this.key(event);

  override connect(): void {
    document.addEventListener('keydown', this.keyed);
    this.switchTarget.checked = areOn();
  }

  override disconnect(): void {
    document.removeEventListener('keydown', this.keyed);
  }

  show(): void {
    this.sheetTarget.showModal();
  }

  turn(): void {
    remember(pageKeys.shortcuts, this.switchTarget.checked);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') return this.leave(event);
    if (isTyping(event.target) || document.querySelector('dialog[open]') || !areOn()) return;
    const act = this.acts[event.key];
    if (!act || (event.key.startsWith('Arrow') && !isInList(event.target))) return;
    event.preventDefault();
    act();
  }

  private readonly acts: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    r: () => write('reply'),
    n: () => write('note'),
    w: () => document.dispatchEvent(new CustomEvent('composer:help')),
    a: () => this.assignTargets[0]?.click(),
    e: () => this.finishTargets[0]?.click(),
    '/': () => this.search(),
    '?': () => this.show(),
  };

  private search(): void {
    const field = this.searchFieldTargets.find((candidate) => candidate.offsetParent);
    if (field) field.select();
    else Turbo.visit(this.searchTarget.href);
  }

  private leave(event: KeyboardEvent): void {
    if (!event.defaultPrevented && isTyping(event.target)) (event.target as HTMLElement).blur();
  }
}

const areOn = () => recall<boolean>(pageKeys.shortcuts) !== false;
const step = (by: number) => document.dispatchEvent(new CustomEvent('list:step', { detail: by }));
const write = (kind: string) => document.dispatchEvent(new CustomEvent('composer:write', { detail: kind }));
const isTyping = (target: EventTarget | null) => target instanceof Element && target.matches('input, textarea, select, iframe');
const isInList = (target: EventTarget | null) =>
  target instanceof Element && (target === document.body || Boolean(target.closest('.list')));
