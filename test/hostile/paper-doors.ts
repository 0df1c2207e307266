import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];
const identity = { legalName: 'Eve Ltd', address: '1 Street', contact: 'eve@example.org' };

/** The doors of what people are told, and of the papers. */
export const paperDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /settings/identity': () => ({ path: '/settings/identity', stranger: own }),
  'POST /settings/identity': () => ({ path: '/settings/identity', body: identity, stranger: own }),
  'GET /settings/identity/operator': () => ({ path: '/settings/identity/operator', stranger: notFound }),
  'POST /settings/identity/operator': () => ({ path: '/settings/identity/operator', body: identity, stranger: notFound }),
  'GET /privacy': () => ({ path: '/privacy', stranger: own }),
  'GET /privacy/papers/:paper': () => ({ path: '/privacy/papers/records-operator', stranger: notFound }),
  'GET /privacy/papers/:paper/json': () => ({ path: '/privacy/papers/records-operator/json', stranger: notFound }),
  'GET /privacy/papers/:paper/pdf': () => ({ path: '/privacy/papers/records-operator/pdf', stranger: notFound }),
  'POST /privacy/papers/agreement/acceptance': () => ({
    path: '/privacy/papers/agreement/acceptance',
    body: { hash: 'a'.repeat(64) },
    stranger: [409],
  }),
  'GET /privacy/data-map': () => ({ path: '/privacy/data-map', stranger: own }),
  'POST /privacy/people': () => ({ path: '/privacy/people', body: { words: 'ana@example.org' }, stranger: own }),
  'GET /privacy/people/:visitorId': ({ visitor }) => ({ path: `/privacy/people/${visitor}`, stranger: notFound }),
  'GET /privacy/retention': () => ({ path: '/privacy/retention', stranger: own }),
  'POST /privacy/retention/runs': () => ({ path: '/privacy/retention/runs', stranger: own }),
  'GET /privacy/retention/:line': () => ({ path: '/privacy/retention/pages', stranger: own }),
  'GET /privacy/retention/:line/preview': () => ({
    path: '/privacy/retention/pages/preview?website=&ends=days&days=30&reason=service',
    stranger: own,
  }),
  'POST /privacy/retention/:line': () => ({
    path: '/privacy/retention/pages',
    body: { website: '', ends: 'days', days: '30', reason: 'service' },
    stranger: own,
  }),
  'POST /privacy/retention/:line/usual': () => ({ path: '/privacy/retention/pages/usual', body: { website: '' }, stranger: own }),
  'GET /privacy/breaches': () => ({ path: '/privacy/breaches', stranger: own }),
  // Only who runs the server tells others of a breach.
  'POST /privacy/breaches': () => ({
    path: '/privacy/breaches',
    body: { what: 'Eve', discoveredAt: '2026-01-01T00:00', role: 'processor' },
    stranger: [403],
  }),
  'GET /privacy/breaches/:id': ({ breach }) => ({ path: `/privacy/breaches/${breach}`, stranger: notFound }),
  'POST /privacy/breaches/:id': ({ breach }) => ({
    path: `/privacy/breaches/${breach}`,
    body: { risk: 'none' },
    stranger: notFound,
  }),
  'POST /privacy/breaches/:id/steps': ({ breach }) => ({
    path: `/privacy/breaches/${breach}/steps`,
    body: { step: 'authority' },
    stranger: notFound,
  }),
  'GET /privacy/breaches/:id/letters/:letter': ({ breach }) => ({
    path: `/privacy/breaches/${breach}/letters/authority`,
    stranger: notFound,
  }),
  // The notice of a business is for everybody; an address that nobody has is nowhere.
  'GET /privacy/:address': () => ({ path: '/privacy/01nobody000000000000000000', stranger: notFound, anybody: notFound }),
  'GET /privacy/:address/notice.json': () => ({
    path: '/privacy/01nobody000000000000000000/notice.json',
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /privacy/notice': () => ({ path: '/privacy/notice', stranger: own }),
  'GET /privacy/notice/:scope': () => ({ path: '/privacy/notice/operator', stranger: notFound }),
  'GET /privacy/notice/:scope/versions/:number': () => ({ path: '/privacy/notice/operator/versions/1', stranger: notFound }),
  'POST /privacy/notice/:scope/publication': () => ({
    path: '/privacy/notice/operator/publication',
    body: { hash: 'a'.repeat(64) },
    stranger: notFound,
  }),
  'POST /privacy/notice/:scope/words': () => ({
    path: '/privacy/notice/operator/words',
    body: { section: 'who', language: 'en', words: 'Eve' },
    stranger: notFound,
  }),
};
