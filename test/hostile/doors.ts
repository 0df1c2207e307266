import { randomUUID } from 'node:crypto';
import type { Alder } from './alder';
import { factorDoors } from './factor-doors';
import { auditDoors } from './audit-doors';
import { inboxDoors } from './inbox-doors';
import { ownershipDoors } from './ownership-doors';
import { paperDoors } from './paper-doors';
import { pluginDoors } from './plugin-doors';
import { privacyDoors } from './privacy-doors';
import { youDoors } from './you-doors';

export interface Attack {
  path: string;
  /** JSON, or bytes as they are. */
  body?: object | Buffer;
  /** What another workspace's owner gets: 404 where the path names something of Alder; otherwise their own, and nothing of Alder. */
  stranger: number[];
  /** What anybody gets, at doors without a sign-in. */
  anybody?: number[];
  /** What a visitor of another website gets, if not the same. */
  visitor?: number[];
  /** The refusal is an act, and stands in the log of acts. */
  isNoted?: boolean;
}

const notFound = [404];
const own = [200, 303];
const form = { name: 'Eve', accent: '#112233' };

/** How each door is tried: with what belongs to Alder wherever it takes an identifier. A door without an entry fails the test. */
export const attacks: Record<string, (alder: Alder) => Attack> = {
  'GET /': () => ({ path: '/', stranger: own, anybody: own }),
  'GET /certificates/:id': () => ({ path: `/certificates/${'0'.repeat(26)}`, stranger: notFound, anybody: notFound }),
  'GET /certificates/:id/certificate.json': () => ({
    path: `/certificates/${'0'.repeat(26)}/certificate.json`,
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /.well-known/parlour-certificates.json': () => ({
    path: '/.well-known/parlour-certificates.json',
    stranger: own,
    anybody: own,
  }),
  'GET /exports/:ticket': () => ({ path: `/exports/${'0'.repeat(32)}`, stranger: notFound, anybody: notFound }),
  'GET /settings/consent': () => ({ path: '/settings/consent?check=receipts', stranger: own }),
  'GET /you/choices': () => ({ path: '/you/choices', stranger: own }),
  'POST /you/choices': () => ({ path: '/you/choices', body: { wording: 'a'.repeat(64), analytics: 'true' }, stranger: [409] }),
  'GET /cookies': () => ({ path: '/cookies', stranger: own, anybody: own }),
  'GET /cookies/:website': () => ({ path: '/cookies/nobody', stranger: notFound, anybody: notFound }),
  'POST /sign-in': () => ({
    path: '/sign-in',
    body: { email: 'ben@alder.example', password: 'not the password' },
    stranger: [401],
    anybody: [401],
    isNoted: true,
  }),
  // Whoever signs out ends their own session: the last one to be tried.
  'POST /sign-out': () => ({ path: '/sign-out', body: {}, stranger: own, anybody: own }),
  'GET /setup': () => ({ path: '/setup?key=guess', stranger: [410], anybody: [410] }),
  'POST /setup': () => ({
    path: '/setup',
    body: { key: 'guess', name: 'Eve', email: 'eve@example.org', password: 'a long enough one', workspace: 'E', website: 'E' },
    stranger: [410],
    anybody: [410],
  }),
  'GET /settings': () => ({ path: '/settings', stranger: own }),
  'GET /settings/outbox': () => ({ path: '/settings/outbox', stranger: own }),
  'POST /settings/outbox/:id/retry': ({ job }) => ({ path: `/settings/outbox/${job}/retry`, body: {}, stranger: notFound }),
  'GET /settings/outbox/mails/:id': ({ mail }) => ({ path: `/settings/outbox/mails/${mail}`, stranger: notFound }),
  'GET /settings/mail': () => ({ path: '/settings/mail', stranger: own }),
  'POST /settings/mail': () => ({ path: '/settings/mail', body: { replyAddress: '', websiteId: '' }, stranger: own }),
  'POST /settings/mail/websites/:id': ({ shop }) => ({
    path: `/settings/mail/websites/${shop.website.id}`,
    body: { minutes: '5' },
    stranger: notFound,
  }),
  'GET /settings/workspace': () => ({ path: '/settings/workspace', stranger: own }),
  'POST /settings/workspace': () => ({ path: '/settings/workspace', body: form, stranger: own }),
  'POST /workspace': ({ shop }) => ({ path: '/workspace', body: { id: shop.workspaceId }, stranger: notFound }),
  'GET /settings/websites': () => ({ path: '/settings/websites', stranger: own }),
  'POST /settings/websites': () => ({ path: '/settings/websites', body: { name: 'Eve' }, stranger: own }),
  'GET /settings/websites/:id': ({ shop }) => ({ path: `/settings/websites/${shop.website.id}`, stranger: notFound }),
  'POST /settings/websites/:id': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}`,
    body: form,
    stranger: notFound,
  }),
  'GET /settings/websites/:id/install': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/install`,
    stranger: notFound,
  }),
  'GET /settings/websites/:id/preview': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/preview`,
    stranger: notFound,
  }),
  'GET /settings/websites/:websiteId/proactive': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/proactive`,
    stranger: notFound,
  }),
  'GET /settings/websites/:websiteId/proactive/new': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/new`,
    stranger: notFound,
  }),
  'POST /settings/websites/:websiteId/proactive': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/proactive`,
    body: { en: 'Eve' },
    stranger: notFound,
  }),
  'GET /settings/websites/:websiteId/proactive/:id': ({ shop, opening }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/${opening}`,
    stranger: notFound,
  }),
  'POST /settings/websites/:websiteId/proactive/:id': ({ shop, opening }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/${opening}`,
    body: { en: 'Eve' },
    stranger: notFound,
  }),
  'POST /settings/websites/:websiteId/proactive/:id/switch': ({ shop, opening }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/${opening}/switch`,
    body: { on: false },
    stranger: notFound,
  }),
  'POST /settings/websites/:websiteId/proactive/:id/place': ({ shop, opening }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/${opening}/place`,
    body: { to: 'up' },
    stranger: notFound,
  }),
  'POST /settings/websites/:websiteId/proactive/:id/removal': ({ shop, opening }) => ({
    path: `/settings/websites/${shop.website.id}/proactive/${opening}/removal`,
    body: {},
    stranger: notFound,
  }),
  'POST /settings/websites/:id/live': ({ shop }) => ({
    path: `/settings/websites/${shop.website.id}/live`,
    body: { live: false },
    stranger: notFound,
  }),
  ...paperDoors,
  ...youDoors,
  'GET /settings/agents': () => ({ path: '/settings/agents', stranger: own }),
  'POST /settings/invitations': () => ({ path: '/settings/invitations', body: { role: 'agent' }, stranger: own }),
  'POST /settings/invitations/:id/revocation': ({ invitation }) => ({
    path: `/settings/invitations/${invitation}/revocation`,
    body: {},
    stranger: notFound,
  }),
  'POST /settings/members/:id/role': ({ account }) => ({
    path: `/settings/members/${account}/role`,
    body: { role: 'viewer' },
    stranger: notFound,
  }),
  'POST /settings/members/:id/lock': ({ account }) => ({
    path: `/settings/members/${account}/lock`,
    body: {},
    stranger: notFound,
  }),
  'POST /settings/members/:id/unlock': ({ account }) => ({
    path: `/settings/members/${account}/unlock`,
    body: {},
    stranger: notFound,
  }),
  'POST /settings/members/:id/removal': ({ account }) => ({
    path: `/settings/members/${account}/removal`,
    body: {},
    stranger: notFound,
  }),
  ...pluginDoors,
  ...privacyDoors,
  ...ownershipDoors,
  ...factorDoors,
  'GET /settings/data': () => ({ path: '/settings/data', stranger: own }),
  'POST /settings/data/regions': () => ({ path: '/settings/data/regions', body: { regions: 'area' }, stranger: own }),
  'POST /settings/data/purposes': () => ({ path: '/settings/data/purposes', body: { improve: true }, stranger: own }),
  ...auditDoors,
  // Whoever holds the link is invited: strangers do not, so they guess.
  'GET /invitations/:token': () => ({ path: `/invitations/${'x'.repeat(43)}`, stranger: notFound, anybody: notFound }),
  'POST /invitations/:token': () => ({
    path: `/invitations/${'x'.repeat(43)}`,
    body: { name: 'Eve', email: 'eve@example.org', password: 'a long enough one' },
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /invitations/:token/acceptance': () => ({
    path: `/invitations/${'x'.repeat(43)}/acceptance`,
    body: {},
    stranger: notFound,
  }),
  ...inboxDoors,
  'OPTIONS /widget/v1/*door': () => ({ path: '/widget/v1/events', stranger: [204], anybody: [204] }),
  'GET /widget/v1/config': () => ({ path: '/widget/v1/config?website=w_nobody', stranger: notFound, anybody: notFound }),
  'POST /widget/v1/visitors': () => ({
    path: '/widget/v1/visitors',
    body: { website: 'w_nobody' },
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /widget/v1/events': ({ conversation, shop }) => ({
    path: '/widget/v1/events',
    body: { event: 'message.send', data: { id: randomUUID(), body: 'Eve', conversation, workspaceId: shop.workspaceId } },
    stranger: [401],
    anybody: [401],
    visitor: [200],
  }),
  'GET /widget/v1/events': () => ({ path: '/widget/v1/events?after=0', stranger: [401], anybody: [401], visitor: [200] }),
  'GET /widget/v1/messages': () => ({ path: '/widget/v1/messages?before=99', stranger: [401], anybody: [401], visitor: [200] }),
  'POST /widget/v1/uploads': () => ({
    path: '/widget/v1/uploads',
    body: Buffer.from('x'),
    stranger: [401],
    anybody: [401],
    visitor: [201],
  }),
  'GET /widget/v1/attachments/:fileId': ({ teamFile }) => ({
    path: `/widget/v1/attachments/${teamFile}`,
    stranger: [401],
    anybody: [401],
    visitor: notFound,
  }),
  'GET /statistics': ({ shop }) => ({ path: `/statistics?website=${shop.website.id}`, stranger: notFound }),
  'GET /statistics/export': ({ shop }) => ({ path: `/statistics/export?website=${shop.website.id}`, stranger: notFound }),
  'GET /statistics/choice': () => ({ path: '/statistics/choice', stranger: own }),
  'POST /statistics/choice': () => ({ path: '/statistics/choice', body: { fewest: '7', timeZone: 'UTC' }, stranger: own }),
  // Without its signature the address leads nowhere.
  'GET /mail/:token': ({ conversation }) => ({
    path: `/mail/${conversation}-${'a'.repeat(27)}`,
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /mail/:token': ({ conversation }) => ({
    path: `/mail/${conversation}-${'a'.repeat(27)}`,
    body: {},
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /mail/:token/resumption': ({ conversation }) => ({
    path: `/mail/${conversation}-${'a'.repeat(27)}/resumption`,
    body: {},
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /theme.css': () => ({ path: '/theme.css?accent=112233', stranger: own, anybody: own }),
  'GET /robots.txt': () => ({ path: '/robots.txt', stranger: own, anybody: own }),
  'GET /favicon.ico': () => ({ path: '/favicon.ico', stranger: [204], anybody: [204] }),
  'GET /styleguide': () => ({ path: '/styleguide', stranger: own, anybody: own }),
  'GET /.well-known/security.txt': () => ({ path: '/.well-known/security.txt', stranger: notFound, anybody: notFound }),
  'POST /csp-reports': () => ({ path: '/csp-reports', body: { 'csp-report': {} }, stranger: [204], anybody: [204] }),
  'GET /healthz': () => ({ path: '/healthz', stranger: own, anybody: own }),
  'GET /readyz': () => ({ path: '/readyz', stranger: own, anybody: own }),
  'GET /metrics': () => ({ path: '/metrics', stranger: own, anybody: own, visitor: [401] }),
};
