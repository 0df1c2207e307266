import { isDoubtful, kindOf, ourNames } from './mail-kind';

const from = { address: 'ana@example.com' };

it.each([
  ['a person', {}, 'person'],
  ['a person whose program says so', { 'auto-submitted': 'no', precedence: 'normal' }, 'person'],
  ['somebody away', { 'auto-submitted': 'auto-replied; owner' }, 'automatic'],
  ['a machine', { 'auto-submitted': 'auto-generated' }, 'automatic'],
  ['an old responder', { 'x-autoreply': 'yes' }, 'automatic'],
  ['a circular', { precedence: 'bulk' }, 'automatic'],
  ['a list', { 'list-id': '<news.example.com>' }, 'automatic'],
  ['nobody to answer', { 'return-path': '<>' }, 'automatic'],
  [
    'a report',
    { 'content-type': 'multipart/report; report-type=delivery-status;\n boundary="x"', 'return-path': '<>' },
    'bounce',
  ],
])('%s', (_what, headers, kind) => expect(kindOf({ headers: headers as Record<string, string>, from, subject: '' })).toBe(kind));

it.each([
  ['Automatic reply: The answer of Alder', 'automatic'],
  ['Automatische Antwort: Die Antwort von Alder', 'automatic'],
  ['Réponse automatique : La réponse de Alder', 'automatic'],
  ['Respuesta automática: La respuesta de Alder', 'automatic'],
  ['رد تلقائي: الرد من Alder', 'automatic'],
  ['Out of Office', 'automatic'],
  ['Re: Automatic reply: The answer of Alder', 'person'],
  ['Out of office chairs?', 'person'],
  ['Automatic replying machine: which one?', 'person'],
])('%s: %s', (subject, kind) => expect(kindOf({ headers: {}, from, subject })).toBe(kind));

it('knows the postmaster by name', () => {
  expect(kindOf({ headers: {}, subject: '', from: { address: 'MAILER-DAEMON@mx.example.com' } })).toBe('bounce');
  expect(kindOf({ headers: {}, subject: '', from: { address: 'ana.postmaster@example.com' } })).toBe('person');
});

it.each([
  ['', false],
  ['mx.shop.example; dmarc=pass header.from=example.com; spf=fail', false],
  ['mx.shop.example; dmarc=fail (p=reject) header.from=example.com', true],
  ['mx.shop.example; dmarc=none; spf=softfail', false],
  ['mx.shop.example; spf=fail; dkim=none', true],
  ['mx.shop.example; spf=fail; dkim=pass', false],
])('%j is doubtful: %s', (results, doubtful) => expect(isDoubtful({ 'authentication-results': results })).toBe(doubtful));

it('finds our names, the last first', () => {
  const [a, b] = ['01hzzzzzzzzzzzzzzzzzzzzzza', '01hzzzzzzzzzzzzzzzzzzzzzzb'];
  expect(ourNames([`<${a}@shop.example> <other@x> <${b}@shop.example>`, undefined, 'x'])).toEqual([b, a]);
});
