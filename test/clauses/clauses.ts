/**
 * The two privacy policies that Parlour keeps, as promises: P is one policy, V the other. Each row has a story beside this
 * file, named by its number (`P06.spec.ts`); after a run the list is printed with what became of each.
 */
export interface Clause {
  /** In our own words, so that whoever reads the list knows what they may rely on. */
  promise: string;
  /** What has to be built first; a story of such a row shows what already holds of it. */
  waits?: Later;
  /** Being built now: what is missing. Counts only until there is a story; an empty list is the aim. */
  soon?: string;
}
export type Later = 'billing' | 'accounts and security';
export type ClauseId = `${'P' | 'V'}${number}`;

/** The rows that may wait, and for what; any other row without a story fails the suite. */
export const mayWait: Record<Later, readonly ClauseId[]> = {
  billing: ['P5', 'P12', 'V4', 'V10'],
  'accounts and security': ['P17', 'V13', 'V22'],
};

const later = 'accounts and security';
const money = 'billing';

export const clauses: Record<ClauseId, Clause> = {
  P1: { promise: 'Whoever is responsible says so, with name, address and contact, before a widget goes live' },
  P2: { promise: 'A page with the widget stores nothing and opens no connection before the visitor acts' },
  P3: { promise: 'Of an account only what was declared is kept, and its password only as an argon2id hash' },
  P4: { promise: 'Profile and picture are optional, and pictures lose where they were taken' },
  P5: { promise: 'A card number is never kept, wherever it is typed', waits: money },
  P6: { promise: 'What is written leaves only through an enabled plugin, as declared, and is in the ledger' },
  P7: {
    promise: 'A whole IP address is never kept, a page address loses its query, browsers are kept by name and kind',
  },
  P8: { promise: 'Of each personal value it is known where it came from' },
  P9: { promise: 'Nothing is stored in a browser that the registry does not name' },
  P10: { promise: 'News from other services must be signed and is taken once' },
  P11: { promise: 'Improving the product is a purpose of its own, off until it is chosen' },
  P12: { promise: 'An order is charged once, and an invoice never changes', waits: money },
  P13: { promise: 'News can be unsubscribed, warnings about security cannot' },
  P14: { promise: 'A question to the privacy contact becomes a case with a date' },
  P15: { promise: 'Whoever objects is not spoken to unasked' },
  P16: { promise: 'Statistics name nobody, and small groups are hidden' },
  P17: { promise: 'A ban keeps no address and ends by itself', waits: later },
  P18: { promise: 'What the law says must be kept is kept, on a named basis' },
  P19: { promise: 'The list of service providers is what is really switched on' },
  P20: { promise: 'Business partners get nothing unless asked for, and nothing under Global Privacy Control' },
  P21: { promise: 'An export for an authority needs two people and is written down' },
  P22: { promise: 'A workspace changes hands only when both sides confirm, and its people are told' },
  P23: { promise: 'What is shared on consent has its receipt first' },
  P24: { promise: 'The page of measures says what is switched on, and promises nothing perfect' },
  P25: { promise: 'Data goes when its time is over, and a dry run says beforehand how much' },
  P26: { promise: 'Everybody can see and erase what is held on them, by themselves, to the last byte' },
  P27: { promise: 'What is wrong can be put right, also at whoever received it' },
  P28: { promise: 'Whoever objects to a purpose is left out of it from then on' },
  P29: { promise: 'What is restricted is stored and nothing else' },
  P30: { promise: 'Everybody can take their data along in a form that others read' },
  P31: { promise: 'Consent is taken back as easily as it was given' },
  P32: { promise: 'There is an address and a form for questions about privacy' },
  P33: { promise: 'Recipients are only where the business allows them to be' },
  P34: { promise: 'Children are too young for it, and what a child left is erased fast' },
  P35: { promise: 'The notice has versions, dates and readable differences' },
  P36: { promise: 'The notice says how to reach whoever is responsible, with no blank left open' },

  V1: { promise: 'Reading a page agrees to nothing' },
  V2: { promise: 'Everything that is stored has a purpose' },
  V3: { promise: 'An account is kept with name, address, company and a hashed password, and nothing undeclared' },
  V4: { promise: 'Invoices stay as long as the law says, also when the person is erased', waits: money },
  V5: { promise: 'What belongs to a workspace is for that workspace, and a widget runs on its own website' },
  V6: { promise: 'Visitors see of agents their display name, and nothing else' },
  V7: { promise: 'Technical data is kept coarse, and logs name nobody' },
  V8: { promise: 'A disabled account is out at once' },
  V9: { promise: 'Each door asks for the role and the workspace' },
  V10: { promise: 'Subscriptions and invoices hold together', waits: money },
  V11: { promise: 'The server speaks to nobody by itself' },
  V12: { promise: 'Each kind of mail can be chosen' },
  V13: { promise: 'Floods, guesses and spam are refused, and others are served', waits: later },
  V14: { promise: 'Only what is necessary is stored before a choice' },
  V15: { promise: 'Saying no stands beside saying yes, and the chat works without cookies' },
  V16: { promise: 'A website decides what is kept about its visitors' },
  V17: { promise: 'Visitors can read the notice before they write' },
  V18: { promise: 'Each period of storage has a reason' },
  V19: { promise: 'The measures of security are those that are switched on' },
  V20: { promise: 'Signing in is safe, with a second factor for who wants one' },
  V21: { promise: 'What travels is encrypted, and secrets are sealed where they lie' },
  V22: { promise: 'People do in a workspace what their role allows', waits: later },
  V23: { promise: 'Acts are watched, and alarms are raised' },
  V24: { promise: 'It is known what the server is made of, and what is newer, when asked' },
  V25: { promise: 'Nobody’s data is sold: there is no such purpose' },
  V26: { promise: 'Recipients are named by what they do' },
  V27: { promise: 'All the rights of a person can be used' },
  V28: { promise: 'Whoever wants to use a right finds where' },
  V29: { promise: 'The operator carries out what a workspace decides, and decides nothing itself' },
  V30: { promise: 'A business sees what is still missing, computed and never ticked' },
  V31: { promise: 'The service is not for children' },
  V32: { promise: 'Where data goes is said and can be limited' },
  V33: { promise: 'People are told of a new notice, and asked again where it matters' },
  V34: { promise: 'The responsible can be reached' },
};

/** `P06` → `P6` */
export const clauseOf = (file: string): ClauseId => file.replace(/\.spec\.ts$/, '').replace(/^([PV])0?/, '$1') as ClauseId;
