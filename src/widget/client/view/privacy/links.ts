import { element } from '../../dom';
import type { Config } from '../../shell';
import type { Text } from '../../texts';

/** Where one reads on: the notice, if there is one, and the page about cookies. */
export function noticeLinks({ notice, cookies }: Config['privacy'], text: Text): HTMLElement {
  const links = [link(notice, text('notice')), link(cookies, text('cookies'))].flatMap((one) => one ?? []);
  return element('p', { class: 'links' }, ...links);
}

const link = (address: string | undefined, words: string) =>
  address && /^https?:/.test(address) ? element('a', { href: address, target: '_blank', rel: 'noopener' }, words) : undefined;
