import { liesIn } from '../../../common/regions';
import {
  basisWords,
  categoryWords,
  kindWords,
  lineWords,
  purposeWords,
  reasonWords,
  regionWords,
} from '../../notice/notice-words';
import type { PaperContext } from '../paper-context.service';
import type { PaperSection } from '../paper.types';

/** Days between the notice of a new sub-processor and its first work: enough to object. */
export const noticePeriodDays = 14;

/** Who works with the data for the workspace (Art. 28(2) GDPR). */
export function subprocessors({ t, say, facts, operator, workspace }: PaperContext): PaperSection[] {
  const rows = facts.recipients.map(({ name, kind, country, categories, purpose, basis, safeguard, retention }) => [
    name,
    say({ key: kindWords[kind] }),
    country ? say({ country }) : t('papers.unknown'),
    categories.map((category) => say({ key: categoryWords[category] })).join(', ') || t('papers.nothingPersonal'),
    `${say({ key: purposeWords[purpose] })}; ${say({ key: basisWords[basis] })}`,
    `${safeguard}; ${retention}`,
  ]);
  const own = operator.legalName && operator.legalName !== workspace.legalName;
  return [
    {
      title: t('papers.subprocessors.operator'),
      text: own
        ? t('papers.subprocessors.operatorText', {
            operator: operator.legalName,
            address: operator.address.replaceAll('\n', ', '),
          })
        : t('papers.subprocessors.itself'),
    },
    {
      title: t('papers.subprocessors.list'),
      table: {
        head: [
          t('papers.subprocessors.name'),
          t('papers.subprocessors.kind'),
          t('papers.subprocessors.country'),
          t('papers.records.data'),
          t('papers.records.purpose'),
          t('papers.subprocessors.protection'),
        ],
        rows,
      },
      none: t('papers.subprocessors.none'),
    },
    {
      title: t('papers.subprocessors.objecting'),
      text: t('papers.subprocessors.objectingText', { days: noticePeriodDays, contact: operator.contact || workspace.contact }),
    },
  ];
}

/** What leaves the European Economic Area (Art. 30(1)(e) and 44 ff. GDPR). */
export function transfers({ t, say, facts }: PaperContext): PaperSection[] {
  const away = facts.recipients.filter(({ country }) => !liesIn(['EEA'], country));
  const ground = (country: string | null) =>
    liesIn(['ADEQUATE'], country) && country ? t('papers.transfers.adequate') : t('papers.transfers.safeguards');
  return [
    {
      title: t('papers.transfers.list'),
      table: {
        head: [
          t('papers.subprocessors.name'),
          t('papers.subprocessors.country'),
          t('papers.transfers.ground'),
          t('papers.transfers.declared'),
        ],
        rows: away.map(({ name, country, safeguard }) => [
          name,
          country ? say({ country }) : t('papers.unknown'),
          ground(country),
          safeguard,
        ]),
      },
      none: t('notice.transfers.none'),
    },
    {
      title: t('papers.transfers.allowed'),
      text: facts.regions.length
        ? say({ list: facts.regions.map((code) => (regionWords[code] ? { key: regionWords[code] } : { country: code })) })
        : t('papers.transfers.anywhere'),
    },
  ];
}

/** How long each kind of data is kept, each with its reason. */
export function retentionSchedule({ t, say, facts, accounts }: PaperContext): PaperSection[] {
  const table = (rules: PaperContext['facts']['retention'], words: Partial<typeof lineWords>) => ({
    head: [t('papers.records.data'), t('notice.retention.period'), t('notice.retention.reason')],
    rows: rules.map(({ line, website, days, reason }) => [
      website === null
        ? say({ key: words[line]! })
        : t('notice.retention.onWebsite', { what: say({ key: words[line]! }), website }),
      days === null ? t('notice.retention.erased') : t('notice.retention.days', { count: days }),
      say({ key: reasonWords[reason] }),
    ]),
  });
  return [
    { title: t('papers.retention.visitors'), table: table(facts.retention, lineWords) },
    { title: t('papers.retention.accounts'), table: table(accounts.retention, lineWords) },
  ];
}
