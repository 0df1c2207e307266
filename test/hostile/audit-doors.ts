import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];
const nobodysLink = 'A'.repeat(43);
const nobodysAlert = '0'.repeat(26);

/** The log of acts, alerts, and where the links of security mails lead. */
export const auditDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /settings/audit': () => ({ path: '/settings/audit', stranger: own }),
  'GET /settings/audit/export.csv': () => ({ path: '/settings/audit/export.csv', stranger: own }),
  'GET /settings/audit/export.jsonl': () => ({ path: '/settings/audit/export.jsonl', stranger: own }),
  'GET /settings/audit/checkpoint.json': () => ({ path: '/settings/audit/checkpoint.json', stranger: own }),
  'POST /settings/audit/checks': () => ({ path: '/settings/audit/checks', body: {}, stranger: own }),
  'POST /settings/audit/checkpoints': () => ({ path: '/settings/audit/checkpoints', body: {}, stranger: own }),
  'GET /settings/security': () => ({ path: '/settings/security', stranger: own }),
  ...Object.fromEntries(
    ['mine', 'seen', 'lock'].map((answer) => [
      `POST /settings/security/:id/${answer}`,
      () => ({ path: `/settings/security/${nobodysAlert}/${answer}`, body: {}, stranger: notFound }),
    ]),
  ),
  'POST /settings/security/:id/denied': () => ({
    path: `/settings/security/${nobodysAlert}/denied`,
    body: { password: 'a good long sentence' },
    stranger: notFound,
  }),
  'GET /alerts/:token': () => ({ path: `/alerts/${nobodysLink}`, stranger: notFound, anybody: notFound }),
  'POST /alerts/:token/mine': () => ({ path: `/alerts/${nobodysLink}/mine`, body: {}, stranger: notFound, anybody: notFound }),
  'POST /alerts/:token/denied': () => ({
    path: `/alerts/${nobodysLink}/denied`,
    body: {},
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /alerts/password/:token': () => ({ path: `/alerts/password/${nobodysLink}`, stranger: notFound, anybody: notFound }),
  'POST /alerts/password/:token': () => ({
    path: `/alerts/password/${nobodysLink}`,
    body: { password: 'a new long sentence' },
    stranger: notFound,
    anybody: notFound,
  }),
};
