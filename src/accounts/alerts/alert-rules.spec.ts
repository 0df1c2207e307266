import { ruleFor, type Judged, type Seen } from './alert-rules';

const hour = 3_600_000;
const now = 100 * hour;
const home: Seen = { network: '203.0.113.0/24', country: 'PT', device: 'Firefox on Linux', at: now - 20 * hour };
const judged = (more: Partial<Judged>): Judged => ({
  ...{ action: 'sign_in.done', at: now, origin: home, earlier: [home], refusals: 0, exports: 0 },
  ...more,
});

it.each<[string, Partial<Judged>, string | undefined]>([
  ['the first sign-in of all', { earlier: [] }, undefined],
  ['the same device in the same country', {}, undefined],
  ['the same device on another network', { origin: { ...home, network: '198.51.100.0/24' } }, undefined],
  ['another device', { origin: { ...home, device: 'Chrome on Windows' } }, 'device'],
  ['a device that nobody knows', { origin: { ...home, device: null } }, undefined],
  ['another country', { origin: { ...home, country: 'JP' } }, 'country'],
  ['another country and device: one alert', { origin: { ...home, country: 'JP', device: 'Chrome on Windows' } }, 'country'],
  ['a country that nobody knows', { origin: { ...home, country: null } }, undefined],
  [
    'another country within the hour',
    { origin: { ...home, country: 'JP' }, earlier: [{ ...home, at: now - hour / 2 }] },
    'travel',
  ],
  [
    'a known country, but from elsewhere within the hour',
    {
      origin: { ...home, country: 'JP' },
      earlier: [
        { ...home, at: now - 1000 },
        { ...home, country: 'JP' },
      ],
    },
    'travel',
  ],
  [
    'back in a known country, days later',
    { origin: { ...home, country: 'JP' }, earlier: [home, { ...home, country: 'JP', at: 0 }] },
    undefined,
  ],
  ['four refusals', { action: 'sign_in.refused', refusals: 4 }, undefined],
  ['the fifth refusal', { action: 'sign_in.refused', refusals: 5 }, 'failures'],
  ['the sixth: told already', { action: 'sign_in.refused', refusals: 6 }, undefined],
  ['four copies', { action: 'export.begun', exports: 4 }, undefined],
  ['the fifth copy', { action: 'export.begun', exports: 5 }, 'export'],
  ['a factor that is gone', { action: 'factor.removed' }, 'factor'],
  ['a token', { action: 'token.created' }, 'token'],
  ['a plugin', { action: 'plugin.enabled' }, 'plugin'],
  ['a backup', { action: 'backup.restored' }, 'restored'],
  ['a log that was changed', { action: 'chain.broken' }, 'broken'],
  ['anything else', { action: 'notice.published' }, undefined],
  ['a name that every object has', { action: 'constructor' }, undefined],
])('%s', (_, more, rule) => expect(ruleFor(judged(more))).toBe(rule));
