import { localise } from '../localise';

/**
 * Shows what the server sends. Turbo's own `renderStreamMessage` gives the focus back, a frame later, to whoever had it before;
 * by then the agent may be in a menu or in another field, and would be pulled out of it.
 */
export function showStreams(html: string): void {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const { content } of body.querySelectorAll('template')) content.querySelectorAll('time').forEach(localise);
  document.documentElement.append(...body.children);
}
