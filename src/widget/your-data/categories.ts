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

/** Kinds of records (names of entities) under `rights.counts`. */
const records: Record<string, string> = {
  Message: 'counts.messages',
  Attachment: 'counts.files',
  PageView: 'counts.pages',
  Mail: 'counts.mails',
  ReceivedMail: 'counts.mails',
  Visitor: 'counts.contact',
  Account: 'counts.contact',
};
const order = ['counts.messages', 'counts.files', 'counts.pages', 'counts.mails', 'counts.contact', 'counts.other'];

export function countsInWords(counts: readonly { kind: string; count: number }[]): { what: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { kind, count } of counts) {
    const what = records[kind] ?? 'counts.other';
    sums.set(what, (sums.get(what) ?? 0) + count);
  }
  return [...sums]
    .map(([what, count]) => ({ what, count }))
    .sort((one, other) => order.indexOf(one.what) - order.indexOf(other.what));
}
