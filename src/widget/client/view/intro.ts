import { element } from '../dom';
import type { Config } from '../shell';
import type { Text } from '../texts';
import { noticeLinks } from './privacy/links';

/** The first words: a greeting, and what happens with what the visitor writes. */
export function intro({ website, privacy, snippets = [] }: Config, text: Text): HTMLElement {
  return element(
    'div',
    { class: 'intro' },
    element('p', { class: 'greeting', dir: 'auto' }, website.greeting || text('greeting')),
    element('p', { class: 'privacy' }, text('privacy', { website: website.name })),
    noticeLinks(privacy, text),
    ...snippets.map(snippet),
  );
}

/** Words of a plugin. Only words: neither markup nor script of it ever comes to a visitor. */
function snippet({ text, link }: NonNullable<Config['snippets']>[number]): HTMLElement {
  const words = element('p', { class: 'snippet', dir: 'auto' }, text);
  if (link && /^https:/.test(link.url)) {
    words.append(' ', element('a', { href: link.url, target: '_blank', rel: 'noopener' }, link.label));
  }
  return words;
}
