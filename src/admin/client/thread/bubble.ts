import { accountName, accountId } from '../page';
import type { Pending } from './pending';

export type BubbleState = 'pending' | 'sent' | 'failed';

/** The bubble of a message that the server has not rendered yet: made from the same markup, in a template of the page. */
export function makeBubble(blank: HTMLTemplateElement, message: Pending): HTMLElement {
  const bubble = blank.content.firstElementChild?.cloneNode(true) as HTMLElement;
  bubble.id = `message-${message.id}`;
  Object.assign(bubble.dataset, { controller: 'bubble', at: message.at, kind: message.kind, author: accountId() });
  bubble.classList.toggle('message--note', message.kind === 'note');
  put(bubble, '.message__author', accountName());
  put(bubble, '.bubble', [message.body, ...message.attachments.map(({ name }) => name)].filter(Boolean).join('\n'));
  const time = bubble.querySelector('time');
  if (time) Object.assign(time, { dateTime: message.at }).dataset.controller = 'time';
  return bubble;
}

export function showState(bubble: HTMLElement, state: BubbleState, problem?: string): void {
  bubble.classList.toggle('message--pending', state === 'pending');
  bubble.classList.toggle('message--failed', state === 'failed');
  const line = bubble.querySelector<HTMLElement>('.message__state');
  if (line) line.dataset.state = state;
  if (problem) put(bubble, '.message__reason', problem);
}

function put(bubble: HTMLElement, selector: string, content: string): void {
  const place = bubble.querySelector(selector);
  if (place) place.textContent = content;
}
