import type { ConsentCategory, Privacy } from '../../plugin-api';
import { judge, type Choices } from './hand-over-rules';

const privacy = (more: Partial<Privacy> = {}): Privacy => ({
  recipient: 'Vendor',
  kind: 'support',
  country: 'DE',
  safeguard: 'adequacy',
  purpose: 'conversation',
  basis: 'contract',
  fields: ['visitor.email'],
  cookies: [],
  consent: null,
  retention: '30 days',
  ...more,
});
const receipt = (granted: ConsentCategory[], denied = false, asked: string[] | null = null) => ({
  id: 'receipt',
  granted,
  asked,
  denied,
});
const analytics = privacy({ kind: 'analytics', purpose: 'service', basis: 'consent', consent: 'analytics' });
const free = { restricted: false, objections: [] };
const none = new Set<string>();
const all = new Set(['improve', 'marketing']);

it.each<{ what: string; of: Privacy; chosen?: Set<string>; choices: Choices }>([
  { what: 'a contract, and nobody said anything', of: privacy(), choices: {} },
  { what: 'a contract, under Global Privacy Control', of: privacy(), choices: { receipt: receipt([], true) } },
  {
    what: 'an objection to another purpose',
    of: privacy(),
    choices: { standing: { restricted: false, objections: ['improve'] } },
  },
  { what: 'a limit that was lifted', of: privacy(), choices: { standing: free } },
  { what: 'an optional purpose that was chosen', of: privacy({ purpose: 'improve' }), chosen: all, choices: {} },
])('lets through: $what', ({ of, chosen = none, choices }) => {
  expect(judge(of, chosen, choices)).toEqual({ receiptId: null });
});

it('lets through what somebody agreed to, and says on which receipt', () => {
  expect(judge(analytics, none, { receipt: receipt(['analytics']) })).toEqual({ receiptId: 'receipt' });
});

it('lets through what was named when somebody agreed, and where a whole category was', () => {
  const term = () => 'analytics/this/1';
  const named = receipt(['analytics'], false, ['analytics/other/1', 'analytics/this/1']);
  expect(judge(analytics, none, { receipt: named, term })).toEqual({ receiptId: 'receipt' });
  expect(judge(analytics, none, { receipt: receipt(['analytics']), term })).toEqual({ receiptId: 'receipt' });
});

it.each<{ what: string; of: Privacy; chosen?: Set<string>; choices: Choices; refused: string }>([
  { what: 'restriction', of: privacy(), choices: { standing: { restricted: true, objections: [] } }, refused: 'restricted' },
  {
    what: 'restriction, in spite of consent',
    of: analytics,
    choices: { standing: { restricted: true, objections: [] }, receipt: receipt(['analytics']) },
    refused: 'restricted',
  },
  {
    what: 'an objection',
    of: privacy(),
    choices: { standing: { restricted: false, objections: ['conversation'] } },
    refused: 'objection',
  },
  { what: 'no receipt', of: analytics, choices: {}, refused: 'no-consent' },
  { what: 'another category', of: analytics, choices: { receipt: receipt(['preferences']) }, refused: 'no-consent' },
  {
    what: 'consent to what others of the category do',
    of: analytics,
    choices: { receipt: receipt(['analytics'], false, ['analytics/other/1']), term: () => 'analytics/this/1' },
    refused: 'no-consent',
  },
  { what: 'consent withdrawn', of: analytics, choices: { receipt: receipt([]) }, refused: 'no-consent' },
  { what: 'consent as basis without a category', of: privacy({ basis: 'consent' }), choices: {}, refused: 'no-consent' },
  {
    what: 'Global Privacy Control, in spite of consent',
    of: analytics,
    choices: { receipt: receipt(['analytics'], true) },
    refused: 'denied-by-signal',
  },
  {
    what: 'a partner whose manifest asks for no consent',
    of: privacy({ kind: 'partner', basis: 'legitimate-interest' }),
    choices: { receipt: receipt(['analytics']) },
    refused: 'no-consent',
  },
  {
    what: 'a partner under Global Privacy Control',
    of: privacy({ kind: 'partner', basis: 'consent', consent: 'sharing' }),
    choices: { receipt: receipt(['sharing'], true) },
    refused: 'denied-by-signal',
  },
  { what: '"improve" that nobody chose', of: privacy({ purpose: 'improve' }), choices: {}, refused: 'purpose-off' },
  { what: '"marketing" that nobody chose', of: privacy({ purpose: 'marketing' }), choices: {}, refused: 'purpose-off' },
  {
    what: 'marketing under Global Privacy Control',
    of: privacy({ purpose: 'marketing' }),
    chosen: all,
    choices: { receipt: receipt([], true) },
    refused: 'denied-by-signal',
  },
  { what: 'a purpose that is none', of: privacy({ purpose: 'sell' as never }), chosen: all, choices: {}, refused: 'purpose-off' },
])('refuses: $what', ({ of, chosen = none, choices, refused }) => {
  expect(judge(of, chosen, choices)).toEqual({ refused });
});
