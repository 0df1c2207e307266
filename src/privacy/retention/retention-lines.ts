import type { KeptLine } from '../../data-map/ages';
import type { Category } from '../../data-map/personal';

/** Why something is kept: the five reasons that there are. */
export const retentionReasons = ['service', 'law', 'disputes', 'agreements', 'records'] as const;
export type RetentionReason = (typeof retentionReasons)[number];

export interface Line {
  /** As the data map has it; null for what is about nobody. */
  category: Category | null;
  /** Whether each website may have a time of its own. */
  byWebsite: boolean;
  /** Only whoever runs the server has it: for accounts nobody else answers. */
  ofOperator?: true;
  /** Days, where nobody chose. Data without an end is a choice that somebody has to make. */
  usual: number;
  /** The fewest days that may be chosen: what shows that the law was kept is of no use if it goes at once. */
  fewest: number;
  reason: RetentionReason;
}

/** The longest time in days; who needs more keeps it until it is erased. */
export const mostDays = 3_650;

/** Everything that grows old, in the order in which a purge takes it. Conversations come last: what hangs on them is counted there only if nothing else took it. */
export const lines: Readonly<Record<KeptLine, Line>> = {
  receipts: { category: 'activity', byWebsite: false, usual: 1_095, fewest: 30, reason: 'disputes' },
  disclosures: { category: 'activity', byWebsite: false, usual: 1_095, fewest: 30, reason: 'records' },
  cases: { category: 'contact', byWebsite: false, usual: 1_095, fewest: 90, reason: 'law' },
  log: { category: 'activity', byWebsite: false, usual: 1_095, fewest: 90, reason: 'records' },
  accounts: { category: 'account', byWebsite: false, ofOperator: true, usual: 90, fewest: 1, reason: 'agreements' },
  statistics: { category: null, byWebsite: false, usual: 1_095, fewest: 1, reason: 'records' },
  mails: { category: 'contact', byWebsite: false, usual: 365, fewest: 7, reason: 'service' },
  contact: { category: 'contact', byWebsite: true, usual: 730, fewest: 1, reason: 'service' },
  technical: { category: 'technical', byWebsite: true, usual: 365, fewest: 1, reason: 'service' },
  location: { category: 'location', byWebsite: true, usual: 365, fewest: 1, reason: 'service' },
  pages: { category: 'activity', byWebsite: true, usual: 90, fewest: 1, reason: 'service' },
  files: { category: 'file', byWebsite: true, usual: 730, fewest: 1, reason: 'service' },
  messages: { category: 'conversation', byWebsite: true, usual: 730, fewest: 1, reason: 'service' },
};

export const lineNames = Object.keys(lines) as KeptLine[];
export const linesFor = (isOperator: boolean): KeptLine[] => lineNames.filter((line) => isOperator || !lines[line].ofOperator);
/** In the order in which people read them. */
export const readingOrder: readonly KeptLine[] = [...lineNames].reverse();
