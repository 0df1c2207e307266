import { liesIn } from '../../../common/regions';
import { basisWords, categoryWords, consentWords, kindWords, purposeWords, regionWords } from '../notice-words';
import type { NoticeFacts, RecipientFact, Statement, Value } from '../notice.types';

/** Who receives data (Art. 13(1)(e) GDPR). */
export const whoReceives = ({ audience, recipients }: NoticeFacts): Statement[] => [
  ...(recipients.length
    ? []
    : [nobody(audience === 'visitors' ? 'notice.recipients.nobody' : 'notice.recipients.nobodyAccounts')]),
  ...recipients.map((one) => recipient(one, audience)),
  law('recipients.law', 'notice.recipients.law', 'Art. 6(1)(c) GDPR'),
];

/** What leaves the European Economic Area, and what protects it there (Art. 13(1)(f) GDPR). */
export const whereItGoes = ({ recipients, regions }: NoticeFacts): Statement[] => {
  const away = recipients.filter(({ country }) => !liesIn(['EEA'], country));
  return [
    ...(away.length ? [] : [{ ...nobody('notice.transfers.none'), id: 'transfers.none', section: 'transfers' as const }]),
    ...away.map(({ plugin, name, country, safeguard }): Statement => ({
      id: `transfer.${plugin}`,
      section: 'transfers',
      text: country
        ? { key: 'notice.transfers.country', values: { name, country: { country } } }
        : { key: 'notice.transfers.unknown', values: { name } },
      rows: [{ label: 'notice.transfers.safeguard', value: { words: safeguard } }],
      source: { kind: 'plugin', of: plugin },
    })),
    ...(regions.length
      ? [
          {
            id: 'transfers.regions',
            section: 'transfers' as const,
            text: { key: 'notice.transfers.regions', values: { regions: { list: regions.map(region) } } },
            source: { kind: 'setting' as const, of: 'regions' as const },
          },
        ]
      : []),
  ];
};

const nobody = (key: string): Statement => ({
  id: 'recipients.nobody',
  section: 'recipients',
  text: { key },
  source: { kind: 'promise', of: 'P19' },
});

function recipient(
  { plugin, name, kind, country, purpose, basis, consent, categories, getsAddress, retention }: RecipientFact,
  audience: NoticeFacts['audience'],
): Statement {
  const optional = (label: string, value: Value | undefined) => (value === undefined ? [] : [{ label, value }]);
  return {
    id: `recipient.${plugin}`,
    section: 'recipients',
    text: categories.length
      ? {
          key: audience === 'visitors' ? 'notice.recipients.receives' : 'notice.recipients.inWorkspaces',
          values: { name, kind: { key: kindWords[kind] }, categories: named(categories, getsAddress) },
        }
      : { key: 'notice.recipients.nothingPersonal', values: { name, kind: { key: kindWords[kind] } } },
    rows: [
      ...optional('notice.recipients.country', country ? { country } : undefined),
      { label: 'notice.what.purpose', value: { key: purposeWords[purpose] } },
      { label: 'notice.why.basis', value: { key: basisWords[basis] } },
      ...optional('notice.recipients.consent', consent ? { key: consentWords[consent] } : undefined),
      { label: 'notice.recipients.retention', value: { words: retention } },
    ],
    source: { kind: 'plugin', of: plugin },
  };
}

const named = (categories: RecipientFact['categories'], getsAddress: boolean): Value => ({
  list: [
    ...categories.map((category) => ({ key: categoryWords[category] })),
    ...(getsAddress ? [{ key: 'notice.recipients.address' }] : []),
  ],
});
const region = (code: string): Value => (regionWords[code] ? { key: regionWords[code] } : { country: code });
const law = (id: string, key: string, of: string): Statement => ({
  id,
  section: 'recipients',
  text: { key },
  source: { kind: 'law', of },
});
