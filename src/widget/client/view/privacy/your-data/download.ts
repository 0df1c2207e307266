import { element } from '../../../dom';
import { Refusal } from '../../../transport/http';
import type { Request, Rights, RightsText } from './rights';
import { button, during, lead, outcome, row } from './row';

const lookEvery = 700;
const pause = () => new Promise((done) => setTimeout(done, lookEvery));

/** Everything in one file, made while one looks on. */
export function download(rights: Rights, text: RightsText, known: Request | undefined): HTMLElement {
  const said = outcome();
  const bar = element('progress', { class: 'right-bar', max: 1, value: 0, hidden: true, 'aria-label': text('download') });
  const fetchIt = button(text('downloadLink'), () => void during(fetchIt, said, failed, save));
  const make = button(text('downloadAction'), () => void during(make, said, failed, wait));
  const failed = () => text('failed');
  let current = known;
  const ready = (is: boolean) => {
    fetchIt.hidden = !is;
    make.hidden = is;
    said.textContent = is ? `${text('downloadReady')} ${text('downloadKept')}` : '';
  };

  async function wait(): Promise<void> {
    current = await rights.ask('access');
    bar.hidden = false;
    try {
      while (!current.ready) {
        bar.value = current.progress ?? 0;
        said.textContent = text('downloadWorking', { percent: Math.round(bar.value * 100) });
        await pause();
        current = await rights.request(current.id);
        if (current.state === 'refused') throw new Refusal({ code: 'case.state', message: '' });
      }
      ready(true);
      fetchIt.focus();
    } finally {
      bar.hidden = true;
    }
  }

  async function save(): Promise<void> {
    const address = await rights.ticket(current!.id);
    element('a', { href: address, download: '', rel: 'noopener' }).click();
    said.textContent = text('downloadKept');
  }

  ready(!!known?.ready);
  return row(text('download'), [lead(text('downloadText')), bar, said, element('div', { class: 'answers' }, make, fetchIt)]);
}
