import { categoryWords, consentWords, lineWords, reasonWords } from '../notice-words';
import type { NoticeFacts, Statement, StorageFact, Value } from '../notice.types';

/** How long, and why so long (Art. 13(2)(a) GDPR). Pages are spoken of only where they are kept. */
export const howLong = ({ retention, held, websites, audience }: NoticeFacts): Statement[] =>
  retention
    .filter(
      ({ line, category }) =>
        held.some((one) => one.category === category) && (line !== 'pages' || websites.some(({ pages }) => pages)),
    )
    .map(({ line, category, website, days, reason }) => {
      const what = { key: audience === 'accounts' && line !== 'accounts' ? categoryWords[category] : lineWords[line] };
      return {
        id: `retention.${line}${website === null ? '' : `.${website}`}`,
        section: 'retention',
        text: website === null ? what : { key: 'notice.retention.onWebsite', values: { what, website } },
        rows: [
          {
            label: 'notice.retention.period',
            value: days === null ? { key: 'notice.retention.erased' } : { key: 'notice.retention.days', values: { count: days } },
          },
          { label: 'notice.retention.reason', value: { key: reasonWords[reason] } },
        ],
        source: { kind: 'retention', of: line },
      };
    });

/** What is kept in browsers, and what people are asked. */
export const whatBrowsersKeep = ({ storage, consents, audience }: NoticeFacts): Statement[] => [
  ...(storage.length ? [] : [plain('storage.nothing', 'notice.storage.nothing', 'P9')]),
  ...storage.map(({ name, purpose, category, lifetime }): Statement => ({
    id: `storage.${'key' in purpose ? purpose.key : name}`,
    section: 'storage',
    text: { key: 'notice.storage.entry', values: { name } },
    rows: [
      { label: 'notice.what.purpose', value: 'key' in purpose ? purpose : { words: purpose.words } },
      { label: 'notice.storage.lifetime', value: timeOf(lifetime) },
      { label: 'notice.storage.needs', value: { key: consentWords[category] } },
    ],
    source: { kind: 'storage', of: name },
  })),
  consents.length
    ? {
        id: 'storage.consent',
        section: 'storage',
        text: {
          key: 'notice.storage.asked',
          values: { consents: { list: consents.map((one) => ({ key: consentWords[one] })) } },
        },
        source: { kind: 'promise', of: 'V14' },
      }
    : plain('storage.consent', 'notice.storage.notAsked', 'V14'),
  ...(audience === 'visitors' ? [plain('storage.signal', 'notice.storage.signal', 'P20')] : []),
];

const untilWords = { tab: 'cookies.until.tab', removed: 'cookies.until.removed' } as const;

function timeOf(lifetime: StorageFact['lifetime']): Value {
  if (typeof lifetime === 'string') return { key: untilWords[lifetime] };
  return lifetime === 0 ? { key: untilWords.tab } : { seconds: lifetime };
}

const plain = (id: string, key: string, of: string): Statement => ({
  id,
  section: 'storage',
  text: { key },
  source: { kind: 'promise', of },
});
