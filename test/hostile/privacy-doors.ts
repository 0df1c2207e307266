import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];
/** Enough for any of the decisions: it is the case that is not there. */
const words = { words: 'Eve', reason: 'unfounded', of: '0'.repeat(26), to: '0'.repeat(26), message: 'a'.repeat(26) };
const decision =
  (what: string, fields: (keyof typeof words)[]) =>
  ({ privacyCase }: Alder): Attack => ({
    path: `/privacy/cases/${privacyCase}/${what}`,
    body: Object.fromEntries(fields.map((field) => [field, words[field]])),
    stranger: notFound,
  });
const visitorDoor = (path: string, body?: object, visitor = notFound): Attack => ({
  path: `/widget/v1/privacy${path}`,
  ...(body && { body }),
  stranger: [401],
  anybody: [401],
  visitor,
});

/** The doors of requests, holds and people's own data. */
export const privacyDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /privacy/cases': () => ({ path: '/privacy/cases', stranger: own }),
  'POST /privacy/cases': () => ({
    path: '/privacy/cases',
    body: { kind: 'question', body: 'Eve', language: 'en' },
    stranger: own,
  }),
  'POST /privacy/cases/terms': () => ({
    path: '/privacy/cases/terms',
    body: { jurisdiction: 'uk', timeZone: 'UTC' },
    stranger: own,
  }),
  'GET /privacy/cases/:id': ({ privacyCase }) => ({ path: `/privacy/cases/${privacyCase}`, stranger: notFound }),
  'POST /privacy/cases/:id/opening': decision('opening', []),
  'POST /privacy/cases/:id/vouching': decision('vouching', ['words']),
  'POST /privacy/cases/:id/approval': decision('approval', ['words']),
  'POST /privacy/cases/:id/refusal': decision('refusal', ['words', 'reason']),
  'POST /privacy/cases/:id/extension': decision('extension', ['words']),
  'POST /privacy/cases/:id/hold': decision('hold', ['words']),
  'POST /privacy/cases/:id/continuation': decision('continuation', []),
  'POST /privacy/cases/:id/duplicate': decision('duplicate', ['of']),
  'POST /privacy/cases/:id/forwarding': decision('forwarding', ['to']),
  'POST /privacy/cases/:id/notes': decision('notes', ['words']),
  'POST /privacy/cases/:id/correction': decision('correction', ['message', 'words']),
  'POST /privacy/cases/:id/lifting': decision('lifting', ['words']),
  'GET /privacy/holds': () => ({ path: '/privacy/holds', stranger: own }),
  'POST /privacy/holds': ({ ana }) => ({
    path: '/privacy/holds',
    body: { person: ana.split('.')[1], basis: 'claims', reason: 'Eve', until: '' },
    stranger: notFound,
  }),
  'POST /privacy/holds/:id/lifting': ({ hold }) => ({ path: `/privacy/holds/${hold}/lifting`, body: {}, stranger: notFound }),
  'GET /privacy/authority': () => ({ path: '/privacy/authority', stranger: own }),
  'POST /privacy/authority': ({ ana }) => ({
    path: '/privacy/authority',
    body: { person: ana.split('.')[1], authority: 'Eve', reference: '1', law: 'x' },
    stranger: notFound,
  }),
  'POST /privacy/authority/:id/approval': ({ authority }) => ({
    path: `/privacy/authority/${authority}/approval`,
    body: {},
    stranger: notFound,
  }),
  'POST /privacy/authority/:id/refusal': ({ authority }) => ({
    path: `/privacy/authority/${authority}/refusal`,
    body: {},
    stranger: notFound,
  }),
  'POST /privacy/authority/:id/download': ({ authority }) => ({
    path: `/privacy/authority/${authority}/download`,
    body: {},
    stranger: notFound,
  }),
  // Nothing is known of who asks, and nothing of Alder is on it but its name.
  'GET /privacy/:address/request': () => ({ path: `/privacy/${'0'.repeat(26)}/request`, stranger: notFound, anybody: notFound }),
  'POST /privacy/:address/request': ({ shop }) => ({
    path: `/privacy/${shop.workspaceId}/request`,
    body: { kind: 'sell', email: 'eve@example.org', body: '' },
    stranger: [422],
    anybody: [422],
  }),
  'GET /privacy/requests/:key': () => ({ path: `/privacy/requests/${'a'.repeat(32)}`, stranger: notFound, anybody: notFound }),
  'POST /privacy/requests/:key/proof': () => ({
    path: `/privacy/requests/${'a'.repeat(32)}/proof`,
    body: { code: '123456' },
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /privacy/requests/:key/codes': () => ({
    path: `/privacy/requests/${'a'.repeat(32)}/codes`,
    body: {},
    stranger: notFound,
    anybody: notFound,
  }),
  // Who knows the page but not the code is sent to where the code is asked for.
  'POST /privacy/requests/:key/download': ({ caseKey }) => ({
    path: `/privacy/requests/${caseKey}/download`,
    body: {},
    stranger: [303],
    anybody: [303],
  }),
  'GET /settings/privacy': () => ({ path: '/settings/privacy', stranger: own }),
  'POST /settings/privacy/export': () => ({ path: '/settings/privacy/export', body: { language: 'xx' }, stranger: [422] }),
  'POST /settings/privacy/export/:id': ({ privacyCase }) => ({
    path: `/settings/privacy/export/${privacyCase}`,
    body: {},
    stranger: notFound,
  }),
  'POST /settings/privacy/words': () => ({ path: '/settings/privacy/words', body: { kind: 'sell', body: 'x' }, stranger: [422] }),
  'POST /settings/privacy/name': () => ({ path: '/settings/privacy/name', body: { name: '' }, stranger: [422] }),
  'POST /settings/privacy/restriction': () => ({
    path: '/settings/privacy/restriction',
    body: { on: 'perhaps' },
    stranger: [422],
  }),
  // Nobody else owns the stranger's workspace.
  'POST /settings/privacy/erasure': () => ({ path: '/settings/privacy/erasure', body: {}, stranger: [409] }),
  'POST /inbox/conversations/:conversationId/child': ({ conversation }) => ({
    path: `/inbox/conversations/${conversation}/child`,
    body: {},
    stranger: notFound,
  }),
  'GET /widget/v1/privacy': () => visitorDoor('', undefined, [200]),
  'POST /widget/v1/privacy/requests': () => visitorDoor('/requests', { kind: 'question', body: 'Eve' }, [201]),
  'GET /widget/v1/privacy/requests/:requestId': ({ privacyCase }) => visitorDoor(`/requests/${privacyCase}`),
  'POST /widget/v1/privacy/requests/:requestId/download': ({ privacyCase }) =>
    visitorDoor(`/requests/${privacyCase}/download`, {}),
  'GET /widget/v1/privacy/certificates/:requestId': ({ privacyCase }) => ({
    path: `/widget/v1/privacy/certificates/${privacyCase}`,
    stranger: notFound,
    anybody: notFound,
  }),
  'POST /widget/v1/privacy/contact': () => visitorDoor('/contact', { name: 'Eva' }, [200]),
  'POST /widget/v1/privacy/restriction': () => visitorDoor('/restriction', { on: false }, [200]),
  'POST /widget/v1/privacy/objections': () => visitorDoor('/objections', { purpose: 'service', on: false }, [200]),
  'GET /widget/v1/privacy/erasure': () => visitorDoor('/erasure', undefined, [200]),
};
