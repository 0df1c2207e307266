import { randomUUID } from 'node:crypto';
import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];

/** The doors of the inbox, and of what helps in it. */
export const inboxDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /inbox/conversations/:conversationId/bans': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/bans`,
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/bans': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/bans`,
    body: { kind: 'visitor', term: 'week', reason: 'Eve' },
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/bans/:banId/lifting': ({ conversation, ban }) => ({
    path: `/inbox/conversations/${conversation}/bans/${ban}/lifting`,
    body: {},
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/spam': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/spam`,
    body: {},
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/spam/removal': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/spam/removal`,
    body: {},
    stranger: notFound,
  }),
  'GET /settings/spam': () => ({ path: '/settings/spam', stranger: own }),
  'POST /settings/spam': () => ({ path: '/settings/spam', body: { phrases: 'Eve' }, stranger: own }),
  'GET /settings/bans': () => ({ path: '/settings/bans?search=word', stranger: own }),
  'POST /settings/bans': () => ({
    path: '/settings/bans',
    body: { address: '192.0.2.9', term: 'day', reason: 'Eve' },
    stranger: own,
  }),
  'POST /settings/bans/:id/lifting': ({ ban }) => ({ path: `/settings/bans/${ban}/lifting`, body: {}, stranger: notFound }),
  'GET /inbox': () => ({ path: '/inbox', stranger: own }),
  'GET /inbox/:list': () => ({ path: '/inbox/open', stranger: own }),
  'GET /inbox/:list/:conversationId': ({ conversation }) => ({ path: `/inbox/open/${conversation}`, stranger: notFound }),
  // The answer repeats what was searched for, so it is searched by another of its words.
  'GET /inbox/search': () => ({ path: '/inbox/search?q=word', stranger: own }),
  'POST /inbox/uploads': () => ({ path: '/inbox/uploads', body: Buffer.from('x'), stranger: [201] }),
  'GET /inbox/attachments/:fileId': ({ visitorFile }) => ({ path: `/inbox/attachments/${visitorFile}`, stranger: notFound }),
  'POST /inbox/conversations/:conversationId/messages': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/messages`,
    body: { id: randomUUID(), body: 'Eve was here' },
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/messages/:messageId/deletion': ({ conversation, teamMessage }) => ({
    path: `/inbox/conversations/${conversation}/messages/${teamMessage}/deletion`,
    body: {},
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/assignment': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/assignment`,
    body: { accountId: 'me' },
    stranger: notFound,
  }),
  ...Object.fromEntries(
    ['closing', 'reopening', 'seen'].map((verb) => [
      `POST /inbox/conversations/:conversationId/${verb}`,
      ({ conversation }: Alder) => ({
        path: `/inbox/conversations/${conversation}/${verb}`,
        body: {},
        stranger: notFound,
      }),
    ]),
  ),
  'POST /inbox/conversations/:conversationId/tags': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/tags`,
    body: { name: 'eve' },
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/tags/:tagId/removal': ({ conversation, tag }) => ({
    path: `/inbox/conversations/${conversation}/tags/${tag}/removal`,
    body: {},
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/translation': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/translation`,
    body: { on: 'false' },
    stranger: notFound,
  }),
  'GET /settings/translation': () => ({ path: '/settings/translation', stranger: own }),
  'POST /settings/translation': () => ({ path: '/settings/translation', body: { language: 'de' }, stranger: own }),
  'GET /settings/translation/:websiteId': ({ shop }) => ({
    path: `/settings/translation/${shop.website.id}`,
    stranger: notFound,
  }),
  'POST /settings/translation/:websiteId': ({ shop }) => ({
    path: `/settings/translation/${shop.website.id}`,
    body: { translates: 'true', glossary: '' },
    stranger: notFound,
  }),
  'GET /you/reading': () => ({ path: '/you/reading', stranger: own }),
  'POST /you/reading': () => ({ path: '/you/reading', body: { language: 'de' }, stranger: own }),
  'GET /inbox/conversations/:conversationId/writing': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/writing`,
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/writing': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/writing`,
    body: { task: 'summarise' },
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/spelling': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/spelling`,
    body: { text: 'Eve was here' },
    stranger: notFound,
  }),
  'GET /inbox/conversations/:conversationId/cards': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/cards`,
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/cards/:pluginId/:buttonId': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/cards/card-orders/resend`,
    body: {},
    stranger: notFound,
  }),
  'GET /inbox/conversations/:conversationId/inserts': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/inserts`,
    stranger: notFound,
  }),
  'POST /inbox/conversations/:conversationId/inserts/:pluginId/:actionId': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/inserts/composer-links/track`,
    body: { input: '1042' },
    stranger: notFound,
  }),
  'GET /settings/writing': () => ({ path: '/settings/writing', stranger: own }),
  'POST /settings/writing': () => ({ path: '/settings/writing', body: { masks: false }, stranger: own }),
};
