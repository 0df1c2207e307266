import * as Turbo from '@hotwired/turbo';
import { socket } from './socket';

type Submission = {
  formSubmission: { formElement: HTMLFormElement };
  fetchResponse?: { statusCode: number };
};

const noContent = 204;

/**
 * What a form of a conversation changes comes over the line to everybody, and so to who sent it: the answer itself is empty.
 * Only where there is no line the page is loaded again.
 */
export function settleForms(): void {
  document.addEventListener('turbo:submit-start', (event) => {
    const menu = formOf(event).closest<HTMLDetailsElement>('details.menu');
    if (!menu?.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('turbo:submit-end', (event) => {
    if ((event as CustomEvent<Submission>).detail.fetchResponse?.statusCode !== noContent) return;
    formOf(event).reset();
    if (socket.state !== 'live') Turbo.session.refresh(document.baseURI);
  });
}

/** A page that a form leads back to stays where it was read; `data-then-show` names the part of it that says what came of it. */
export function showOutcomes(): void {
  document.addEventListener('turbo:submit-end', (event) => {
    const { thenShow } = formOf(event).dataset;
    const show = () => document.getElementById(thenShow!)?.scrollIntoView({ block: 'start' });
    if (thenShow) document.addEventListener('turbo:load', show, { once: true });
  });
}

const formOf = (event: Event) => (event as CustomEvent<Submission>).detail.formSubmission.formElement;
