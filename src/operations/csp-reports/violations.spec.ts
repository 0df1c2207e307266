import { violationsIn } from './violations';

const old = (fields: object) => violationsIn({ 'csp-report': fields });

it('reads the report of report-uri, and keeps neither the page nor the whole address', () => {
  const fields = {
    'document-uri': 'https://chat.alder.example/inbox/open/01hawthorn?q=ana',
    referrer: 'https://ana.example/',
    'effective-directive': 'script-src-elem',
    'original-policy': "default-src 'none'",
    'blocked-uri': 'https://evil.example/steal.js?ana@example.org',
    disposition: 'enforce',
    'script-sample': 'alert("Ana")',
  };
  const found = old(fields);
  expect(found).toEqual([{ directive: 'script-src-elem', blocked: 'evil.example', enforced: true }]);
  expect(JSON.stringify(found)).not.toMatch(/ana|hawthorn|steal/i);
});

it('reads those of the Reporting API, at most twenty, and leaves others out', () => {
  const one = { type: 'csp-violation', body: { effectiveDirective: 'img-src', blockedURL: 'inline', disposition: 'report' } };
  expect(violationsIn([{ type: 'deprecation', body: {} }, one])).toEqual([
    { directive: 'img-src', blocked: 'inline', enforced: false },
  ]);
  expect(violationsIn(Array(50).fill(one))).toHaveLength(20);
});

it.each([
  ['data', 'data'],
  ['data:text/html,<b>Ana</b>', 'data'],
  ['chrome-extension://abcdef/x.js', 'chrome-extension'],
  ['wss://evil.example/', 'evil.example'],
  ['http://192.168.1.7:8080/ana', 'an address'],
  ['http://[2001:db8::7]/ana', 'an address'],
  ['', 'unknown'],
  ['Ana Alder', 'unknown'],
  [{ $ne: 1 }, 'unknown'],
])('of what was blocked, %j, keeps %s', (blocked, kept) => {
  expect(old({ 'effective-directive': 'img-src', 'blocked-uri': blocked })[0].blocked).toBe(kept);
});

it.each(['ana@example.org', '__proto__', 'constructor', 7, null, undefined, ['img-src'], 'x'.repeat(9999)])(
  'a directive %j is one of the others: no label is made by whoever reports',
  (directive) => {
    expect(old({ 'effective-directive': directive })[0].directive).toBe('other');
  },
);

it.each([
  undefined,
  null,
  1,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  { 'csp-report': [] },
  { 'csp-report': 'x' },
  [{ type: 'csp-violation', body: null }],
])('%j holds none', (body) => expect(violationsIn(body)).toEqual([]));
