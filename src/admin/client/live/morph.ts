import { localise } from '../localise';

/**
 * A refresh brings the newest page as the server sees it. What only this browser knows is carried over:
 * older pages that were loaded, messages on their way, open menus, the card's place.
 */
const ownAttributes = new Set(['open', 'data-side', 'data-state', 'aria-current', 'hidden', 'data-over']);

export function keepThroughMorphs(): void {
  document.addEventListener('turbo:before-render', (event) => {
    const { newBody, renderMethod } = (event as CustomEvent<{ newBody: HTMLElement; renderMethod: string }>).detail;
    if (renderMethod !== 'morph') return;
    newBody.querySelectorAll('time').forEach(localise);
    document.querySelectorAll<HTMLElement>('.messages').forEach((list) => carryMessages(list, newBody));
    document.querySelectorAll<HTMLElement>('.rows').forEach((list) => carryRows(list, newBody));
  });
  document.addEventListener('turbo:before-morph-attribute', (event) => {
    const { attributeName } = (event as CustomEvent<{ attributeName: string }>).detail;
    const isBeingTyped = attributeName === 'value' && event.target === document.activeElement;
    if (ownAttributes.has(attributeName) || isBeingTyped) event.preventDefault();
  });
}

function carryMessages(list: HTMLElement, newBody: HTMLElement): void {
  const fresh = newBody.querySelector<HTMLElement>(`#${CSS.escape(list.id)}`);
  if (!fresh) return;
  const first = Number(fresh.querySelector<HTMLElement>('[data-position]')?.dataset.position ?? Infinity);
  const items = [...list.children] as HTMLElement[];
  const older = items.filter((item) => item.dataset.position && Number(item.dataset.position) < first);
  const onTheirWay = items.filter((item) => item.matches('.message--pending, .message--failed') && !has(fresh, item.id));
  fresh.prepend(...older.map((item) => item.cloneNode(true)));
  fresh.append(...onTheirWay.map((item) => item.cloneNode(true)));
  if (older.length) carryLink(list, fresh);
}

function carryRows(list: HTMLElement, newBody: HTMLElement): void {
  const fresh = newBody.querySelector<HTMLElement>(`#${CSS.escape(list.id)}`);
  if (!fresh?.lastElementChild) return;
  const loaded = list.querySelectorAll<HTMLElement>('[data-page]');
  const later = [...loaded].filter((row) => !has(fresh, row.id));
  fresh.append(...later.map((row) => row.cloneNode(true)));
  if (loaded.length) carryLink(list, fresh);
}

/** The link to the next page belongs to the last page that was loaded. */
function carryLink(list: HTMLElement, fresh: HTMLElement): void {
  const selector = '[data-more-target="link"]';
  const link = list.parentElement?.querySelector(selector);
  const freshLink = fresh.parentElement?.querySelector(selector);
  if (link) freshLink?.replaceWith(link.cloneNode(true));
  else freshLink?.remove();
}

const has = (list: HTMLElement, id: string) => Boolean(list.querySelector(`#${CSS.escape(id)}`));
