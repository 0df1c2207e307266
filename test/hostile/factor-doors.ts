import type { Alder } from './alder';
import type { Attack } from './doors';

const base = '/settings/you/sign-in';
const own = [200, 303];
const over = [403];

/** The doors of second factors: everybody's own. Who knocks without half a session, or with no factor, finds nothing. */
export const factorDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /sign-in': () => ({ path: '/sign-in', stranger: own, anybody: own }),
  'GET /sign-in/second-step': () => ({ path: '/sign-in/second-step', stranger: own, anybody: own }),
  'POST /sign-in/second-step': () => ({ path: '/sign-in/second-step', body: { code: '123456' }, stranger: over, anybody: over }),
  'POST /sign-in/second-step/passkey/options': () => ({
    path: '/sign-in/second-step/passkey/options',
    body: {},
    stranger: over,
    anybody: over,
  }),
  'POST /sign-in/second-step/passkey': () => ({
    path: '/sign-in/second-step/passkey',
    body: { answer: '{}' },
    stranger: over,
    anybody: over,
  }),
  'POST /sign-in/second-step/end': () => ({ path: '/sign-in/second-step/end', body: {}, stranger: own, anybody: own }),
  'POST /sign-in/passkey/options': () => ({ path: '/sign-in/passkey/options', body: {}, stranger: [201], anybody: [201] }),
  'POST /sign-in/passkey': () => ({ path: '/sign-in/passkey', body: { answer: '{}' }, stranger: [401], anybody: [401] }),
  [`GET ${base}`]: () => ({ path: base, stranger: own }),
  [`POST ${base}/recovery-codes`]: () => ({ path: `${base}/recovery-codes`, body: {}, stranger: [404] }),
  [`POST ${base}/devices/removal`]: () => ({ path: `${base}/devices/removal`, body: {}, stranger: own }),
  [`GET ${base}/confirmation`]: () => ({ path: `${base}/confirmation`, stranger: own }),
  [`POST ${base}/confirmation`]: () => ({ path: `${base}/confirmation`, body: { proof: 'not the password' }, stranger: [401] }),
  [`POST ${base}/confirmation/passkey/options`]: () => ({
    path: `${base}/confirmation/passkey/options`,
    body: {},
    stranger: [201],
  }),
  [`POST ${base}/confirmation/passkey`]: () => ({
    path: `${base}/confirmation/passkey`,
    body: { answer: '{}' },
    stranger: [401],
  }),
  [`POST ${base}/authenticator/beginning`]: () => ({ path: `${base}/authenticator/beginning`, body: {}, stranger: own }),
  [`GET ${base}/authenticator`]: () => ({ path: `${base}/authenticator`, stranger: [200, 409] }),
  [`POST ${base}/authenticator`]: () => ({ path: `${base}/authenticator`, body: { code: '1' }, stranger: [401, 409] }),
  [`POST ${base}/authenticator/removal`]: () => ({ path: `${base}/authenticator/removal`, body: {}, stranger: [404] }),
  [`POST ${base}/passkeys/options`]: () => ({ path: `${base}/passkeys/options`, body: {}, stranger: [201] }),
  [`POST ${base}/passkeys`]: () => ({ path: `${base}/passkeys`, body: { name: 'Eve', answer: '{}' }, stranger: [401] }),
  [`POST ${base}/passkeys/:id/name`]: () => ({
    path: `${base}/passkeys/${'0'.repeat(26)}/name`,
    body: { name: 'Eve' },
    stranger: [404],
  }),
  [`POST ${base}/passkeys/:id/removal`]: () => ({
    path: `${base}/passkeys/${'0'.repeat(26)}/removal`,
    body: {},
    stranger: [404],
  }),
  'GET /settings/sign-in': () => ({ path: '/settings/sign-in', stranger: own }),
  'POST /settings/sign-in': () => ({ path: '/settings/sign-in', body: { requiredOf: 'nobody' }, stranger: own }),
};
