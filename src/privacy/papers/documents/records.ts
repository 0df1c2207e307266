import { basisOf } from '../../purpose-bases';
import { basisWords, categoryWords, kindWords, purposeWords } from '../../notice/notice-words';
import type { NoticeFacts } from '../../notice/notice.types';
import type { IdentityFields } from '../../../workspaces/legal-identities.service';
import type { PaperContext } from '../paper-context.service';
import type { PaperSection } from '../paper.types';

/** The record of a controller (Art. 30(1) GDPR): of a workspace for its visitors. */
export const recordsOfController = (context: PaperContext): PaperSection[] => [
  responsible(context, context.workspace),
  ...activities(context, context.facts),
];

/** Those of the operator: a controller for accounts, a processor for workspaces (Art. 30(1) and (2) GDPR). */
export const recordsOfOperator = (
  context: PaperContext,
  workspaces: readonly { name: string; contact: string }[],
): PaperSection[] => {
  const { t } = context;
  const categories = [t('papers.records.keeping'), t('papers.records.answering'), t('papers.records.rights')].join('; ');
  return [
    responsible(context, context.operator),
    ...activities(context, context.accounts),
    {
      title: t('papers.records.forOthers'),
      text: t('papers.records.forOthersText'),
      table: {
        head: [t('papers.records.controller'), t('papers.records.contact'), t('papers.records.processing')],
        rows: workspaces.map(({ name, contact }) => [name, contact, categories]),
      },
    },
  ];
};

function responsible({ t }: PaperContext, identity: IdentityFields): PaperSection {
  const said: [string, string][] = [
    ['papers.records.name', identity.legalName],
    ['papers.records.address', identity.address.replaceAll('\n', ', ')],
    ['papers.records.contact', identity.contact],
    ['papers.records.officer', identity.officer],
    ['papers.records.representative', identity.representative],
  ];
  const rows = said.map(([key, value]) => [t(key), value || t('papers.notSaid')]);
  return { title: t('papers.records.responsible'), table: { head: [t('papers.what'), t('papers.said')], rows } };
}

/** One row for each purpose: what for, of whom, what, who gets it, where, how long. */
function activities({ t, say }: PaperContext, { audience, held, recipients, retention }: NoticeFacts): PaperSection[] {
  const people = t(audience === 'visitors' ? 'papers.records.visitors' : 'papers.records.accounts');
  const own = [...new Set(held.flatMap(({ purposes }) => purposes))].sort().map((purpose) => ({
    purpose,
    basis: basisOf[purpose],
    categories: held.filter(({ purposes }) => purposes.includes(purpose)).map(({ category }) => category),
    recipients: recipients.filter((one) => one.purpose === purpose),
  }));
  const others = recipients
    .filter((one) => !own.some(({ purpose }) => purpose === one.purpose))
    .map((one) => ({ purpose: one.purpose, basis: one.basis, categories: one.categories, recipients: [one] }));
  /** The longest that anything of a kind is kept. */
  const period = (category: string) => {
    const days = retention.filter((rule) => rule.category === category).map((rule) => rule.days);
    const isEndless = !days.length || days.includes(null);
    return isEndless ? t('notice.retention.erased') : t('notice.retention.days', { count: Math.max(...days.map(Number)) });
  };
  const rows = [...own, ...others].map(({ purpose, basis, categories, recipients: receiving }) => [
    say({ key: purposeWords[purpose] }),
    say({ key: basisWords[basis] }),
    people,
    categories.map((category) => `${say({ key: categoryWords[category] })} (${period(category)})`).join('; '),
    receiving
      .map(({ name, kind, country }) => `${name} (${[say({ key: kindWords[kind] }), country].filter(Boolean).join(', ')})`)
      .join('; ') || t('papers.nobody'),
  ]);
  const head = ['purpose', 'basis', 'people', 'data', 'receivers'].map((name) => t(recordHeads[name]!));
  return [
    { title: t('papers.records.activities'), table: { head, rows }, none: t('papers.records.noActivities') },
    { title: t('papers.records.measures'), text: t('papers.records.measuresText') },
  ];
}

const recordHeads: Record<string, string> = {
  purpose: 'papers.records.purpose',
  basis: 'papers.records.basis',
  people: 'papers.records.people',
  data: 'papers.records.data',
  receivers: 'papers.records.receivers',
};
