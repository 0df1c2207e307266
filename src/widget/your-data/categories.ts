/** Fields of the data map (`entity.column`) in the words of the catalogue under `rights.fields`, the most telling first. */
const fields: readonly [start: string, word: string][] = [
  ['message.', 'fields.messages'],
  ['visitor.name', 'fields.contact'],
  ['visitor.email', 'fields.contact'],
  ['visitor.externalId', 'fields.contact'],
  ['account.', 'fields.contact'],
  ['attachment.', 'fields.files'],
  ['pageView.', 'fields.pages'],
  ['mail.', 'fields.mails'],
  ['visitor.country', 'fields.location'],
  ['visitor.', 'fields.browser'],
  ['analytics', 'fields.usage'],
];

export function wordsOfFields(names: readonly string[]): string[] {
  const found = names.map((name) => fields.find(([start]) => name.startsWith(start))?.[1] ?? 'fields.other');
  return [...new Set(found)];
}

/** Kinds of records (names of entities) under `rights.counts`: a test finds one that visitors can have and that has no word. */
const records: Record<string, readonly string[]> = {
  'counts.messages': ['Message'],
  'counts.files': ['Attachment'],
  'counts.pages': ['PageView'],
  'counts.mails': ['Mail', 'ReceivedMail'],
  'counts.contact': ['Visitor'],
  'counts.conversations': ['Conversation', 'ConversationTag', 'ConversationTranslation'],
  'counts.translations': ['Translation'],
  'counts.choices': ['ConsentReceipt', 'Restriction', 'LegalHold'],
  'counts.requests': [
    'PrivacyCase',
    'CaseStep',
    'DataExport',
    'PersonalDataRequest',
    'AuthorityRequest',
    'Erasure',
    'AuditEntry',
  ],
  'counts.recipients': ['Disclosure'],
  'counts.statistics': ['AnalyticsEvent', 'AnalyticsPerson'],
  'counts.work': ['OutboxJob', 'PluginDelivery', 'FollowUp'],
};
const other = 'counts.other';
const order = [...Object.keys(records), other];
const wordOf = new Map(Object.entries(records).flatMap(([word, kinds]) => kinds.map((kind) => [kind, word])));
export const kindsWithWords: ReadonlySet<string> = new Set(wordOf.keys());

export function countsInWords(counts: readonly { kind: string; count: number }[]): { what: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { kind, count } of counts) {
    const what = wordOf.get(kind) ?? other;
    sums.set(what, (sums.get(what) ?? 0) + count);
  }
  return [...sums]
    .map(([what, count]) => ({ what, count }))
    .sort((one, other) => order.indexOf(one.what) - order.indexOf(other.what));
}
