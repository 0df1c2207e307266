import type { Texts } from '../../common/texts';
import type { StatementSource } from './notice.types';

type Said = { text: string; link?: string };

const settingPages: Record<Extract<StatementSource, { kind: 'setting' }>['of'], [key: string, path: string]> = {
  identity: ['papers.sources.identity', '/settings/identity'],
  operator: ['papers.sources.operator', '/settings/identity/operator'],
  websites: ['papers.sources.websites', '/settings/websites'],
  purposes: ['papers.sources.purposes', '/settings/data'],
  regions: ['papers.sources.regions', '/settings/data'],
};

/** Why the notice says something, and where that can be changed. */
export function sourceWords(texts: Pick<Texts, 't'>, source: StatementSource): Said {
  const t = (key: string, values?: Record<string, unknown>) => texts.t('en', key, values);
  if (source.kind === 'setting') {
    const [key, link] = settingPages[source.of];
    return { text: t(key), link };
  }
  if (source.kind === 'data-map') return { text: t('papers.sources.dataMap', { columns: source.of.join(', ') }) };
  if (source.kind === 'plugin')
    return { text: t('papers.sources.plugin', { plugin: source.of }), link: `/settings/plugins/${source.of}` };
  if (source.kind === 'retention') return { text: t('papers.sources.retention') };
  if (source.kind === 'storage') return { text: t('papers.sources.storage') };
  if (source.kind === 'promise') return { text: t('papers.sources.promise', { clause: source.of }) };
  if (source.kind === 'law') return { text: t('papers.sources.law', { article: source.of }) };
  return { text: t('papers.sources.text'), link: '/privacy/notice#words' };
}
