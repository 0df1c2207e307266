import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];
const refused = [422];
const nobodysToken = 'a'.repeat(43);

/** What everybody with a login decides for themselves, and the ways back in. No door takes whose it is: it is theirs who knock. */
export const youDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /reset': () => ({ path: '/reset', stranger: own, anybody: own }),
  'POST /reset': () => ({ path: '/reset', body: { email: 'nobody@hawthorn.example' }, stranger: own, anybody: own }),
  'GET /reset/sent': () => ({ path: '/reset/sent', stranger: own, anybody: own }),
  'GET /reset/:token': () => ({ path: `/reset/${nobodysToken}`, stranger: notFound, anybody: notFound }),
  'POST /reset/:token': () => ({
    path: `/reset/${nobodysToken}`,
    body: { password: 'a good long sentence' },
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /settings/you/password': () => ({ path: '/settings/you/password', stranger: own }),
  'POST /settings/you/password': ({ account }) => ({
    path: '/settings/you/password',
    body: { present: 'not the password', password: 'another good sentence', accountId: account },
    stranger: refused,
  }),
  'GET /settings/you/sessions': () => ({ path: '/settings/you/sessions', stranger: own }),
  'POST /settings/you/sessions/others/end': () => ({ path: '/settings/you/sessions/others/end', body: {}, stranger: own }),
  // Whoever knocks here after signing out is not signed in.
  'POST /settings/you/sessions/sign-out': () => ({ path: '/settings/you/sessions/sign-out', body: {}, stranger: [303, 401] }),
  'POST /settings/you/sessions/:id/end': () => ({
    path: `/settings/you/sessions/${nobodysToken}/end`,
    body: {},
    stranger: notFound,
  }),
  'GET /settings/you': () => ({ path: '/settings/you', stranger: own }),
  'POST /settings/you': ({ account }) => ({
    path: '/settings/you',
    body: { name: 'Eve', language: 'en', theme: 'dark', accountId: account, role: 'owner' },
    stranger: refused,
  }),
  'POST /settings/you/leaving': () => ({ path: '/settings/you/leaving', body: {}, stranger: [409] }),
  'POST /settings/you/picture': () => ({ path: '/settings/you/picture', body: Buffer.from('<svg/>'), stranger: refused }),
  'POST /settings/you/picture/removal': () => ({ path: '/settings/you/picture/removal', body: {}, stranger: own }),
  'GET /faces/:id': ({ account }) => ({ path: `/faces/${account}`, stranger: notFound }),
  'POST /settings/you/address': ({ account }) => ({
    path: '/settings/you/address',
    body: { email: 'eve@example.org', present: 'not the password', accountId: account },
    stranger: refused,
  }),
  'POST /settings/you/address/withdrawal': () => ({ path: '/settings/you/address/withdrawal', body: {}, stranger: own }),
  'GET /address/:token': () => ({ path: `/address/${nobodysToken}`, stranger: notFound, anybody: notFound }),
  'POST /address/:token': () => ({ path: `/address/${nobodysToken}`, body: {}, stranger: notFound, anybody: notFound }),
  'GET /settings/you/mails': () => ({ path: '/settings/you/mails', stranger: own }),
  'POST /settings/you/mails': () => ({ path: '/settings/you/mails', body: {}, stranger: own }),
  'GET /mail/you/:token': () => ({ path: `/mail/you/${nobodysToken}`, stranger: notFound, anybody: notFound }),
  'POST /mail/you/:token': () => ({ path: `/mail/you/${nobodysToken}`, body: {}, stranger: notFound, anybody: notFound }),
  'GET /settings/announcements': () => ({ path: '/settings/announcements', stranger: own }),
  'POST /settings/announcements': () => ({
    path: '/settings/announcements',
    body: { kind: 'news', subject: 'Eve', body: 'Hello' },
    stranger: own,
  }),
  // Registration is by invitation here: these doors are not there.
  'GET /register': () => ({ path: '/register', stranger: notFound, anybody: notFound }),
  'POST /register': () => ({ path: '/register', body: { email: 'eve@example.org' }, stranger: notFound, anybody: notFound }),
  'GET /register/sent': () => ({ path: '/register/sent', stranger: notFound, anybody: notFound }),
  'GET /register/:token': () => ({ path: `/register/${nobodysToken}`, stranger: notFound, anybody: notFound }),
  'POST /register/:token': () => ({
    path: `/register/${nobodysToken}`,
    body: { name: 'Eve', password: 'a good long sentence', company: 'Eve', workspace: 'Eve' },
    stranger: notFound,
    anybody: notFound,
  }),
};
