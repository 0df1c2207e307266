import { element } from '../../../dom';
import { Refusal } from '../../../transport/http';
import type { Rights, RightsText } from './rights';
import { button, during, lead, outcome, row } from './row';

const lookEvery = 700;

/** What would go is counted first. Then one click erases it, and the widget is as if nobody had been here. */
export function erase(rights: Rights, text: RightsText, gone: (certificate: string) => void): HTMLElement {
  const said = outcome();
  const about = lead(text('eraseText'));
  const list = element('ul', { class: 'right-counts' });
  const doIt = button(text('eraseAction'), () => void during(doIt, said, failed, work), 'answer danger');
  doIt.hidden = true;
  const failed = (error: unknown) =>
    error instanceof Refusal && error.code === 'erasure.held' ? text('heldBack') : text('failed');

  async function count(): Promise<void> {
    said.textContent = text('working');
    try {
      const counts = await rights.wouldGo();
      const total = counts.reduce((sum, one) => sum + one.count, 0);
      list.replaceChildren(
        ...counts.map(({ what, count: number }) =>
          element('li', {}, text(what, { count: number.toLocaleString(rights.language) })),
        ),
      );
      doIt.hidden = !total;
      said.textContent = text(total ? 'eraseCount' : 'eraseNothing');
    } catch {
      said.textContent = text('failed');
    }
  }

  async function work(): Promise<void> {
    const { id } = await rights.ask('erasure');
    said.textContent = text('erasing');
    // The server does not know us any more by then: the certificate says that it is done.
    for (;;) {
      await new Promise((done) => setTimeout(done, lookEvery));
      try {
        return gone(await rights.certificateOf(id));
      } catch (error) {
        if (await refused(error, id)) throw error;
      }
    }
  }

  /** A hold that was put on in this very moment: the request still stands, and was refused. */
  async function refused(error: unknown, id: string): Promise<boolean> {
    if (!(error instanceof Refusal)) return false;
    return rights.request(id).then(
      ({ state }) => state === 'refused',
      () => false,
    );
  }

  return row(text('erase'), [about, said, list, doIt], () => void count());
}
