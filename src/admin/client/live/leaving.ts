/**
 * An answer to a form of the conversation may come after somebody has gone on to another page. Turbo would then show the
 * conversation and call off the page that was asked for last; so the answer is dropped: its effect is on every page.
 */
export function dropLateAnswers(): void {
  let isLeaving = false;
  document.addEventListener('turbo:visit', () => (isLeaving = true));
  for (const arrived of ['turbo:load', 'turbo:render', 'turbo:fetch-request-error'])
    document.addEventListener(arrived, () => (isLeaving = false));
  document.addEventListener('turbo:before-frame-render', (event) => {
    if (isLeaving) event.preventDefault();
  });
}
