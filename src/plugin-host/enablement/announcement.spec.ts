import type { Manifest } from '../../plugin-api';
import { announcementOf } from './announcement';

const privacy: Manifest['privacy'] = {
  recipient: 'Vendor of {operator}',
  kind: 'translation',
  country: 'DE',
  safeguard: 'none needed',
  purpose: 'conversation',
  basis: 'legitimate-interest',
  fields: ['message.body', 'visitor.name'],
  cookies: [],
  consent: null,
  retention: 'not at all',
};
const of = (changes: Partial<Manifest['privacy']> = {}, recipient: string | null = 'Vendor of Alder', country = 'DE') =>
  announcementOf({ manifest: { privacy: { ...privacy, ...changes } } as Manifest, recipient, country });

it('is another one for whatever people have to be told', () => {
  const all = [
    of(),
    of({}, 'Vendor of Birch'),
    of({}, 'Vendor of Alder', 'US'),
    of({ kind: 'writing' }),
    of({ safeguard: 'clauses' }),
    of({ purpose: 'improve' }),
    of({ basis: 'consent' }),
    of({ consent: 'analytics' }),
    of({ fields: ['message.body'] }),
    of({ cookies: [{ name: 'x', purpose: 'y', days: 1 }] }),
    of({ retention: 'a year' }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('is the same in another order, and nothing where nobody has to be told', () => {
  expect(of({ fields: ['visitor.name', 'message.body'] })).toBe(of());
  expect(of({ recipient: null }, null)).toBe('');
  expect(of({ recipient: null, cookies: [{ name: 'x', purpose: 'y', days: 1 }] }, null)).not.toBe('');
});
