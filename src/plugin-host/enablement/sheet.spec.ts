import type { Manifest } from '../../plugin-api';
import { sheetHash } from './sheet';

const privacy = { recipient: 'Vendor', fields: ['message.body'], cookies: [{ name: 'a', purpose: 'b', days: 1 }], consent: null };
const manifest = {
  id: 'x',
  version: '1.0.0',
  privacy,
  network: ['a', 'b'],
  events: [],
  provides: ['translator'],
} as unknown as Manifest;
const hash = sheetHash(manifest);

describe('the sheet', () => {
  it('is the same in another order, and in a version that declares the same', () => {
    const turned = { consent: null, cookies: privacy.cookies, fields: ['message.body'], recipient: 'Vendor' };
    const same = { ...manifest, version: '2.0.0', name: 'New', network: ['b', 'a'], privacy: turned } as unknown as Manifest;
    expect(sheetHash(same)).toBe(hash);
  });

  it.each([
    { network: ['a', 'b', 'c'] },
    { events: ['message.posted'] },
    { provides: ['translator', 'eventHandler'] },
    { privacy: { ...privacy, fields: ['message.body', 'visitor.email'] } },
    { webhook: true },
    { privacy: { ...privacy, recipient: 'Other' } },
    { privacy: { ...privacy, cookies: [{ name: 'a', purpose: 'b', days: 2 }] } },
    { privacy: { ...privacy, consent: 'analytics' } },
  ])('is another one with %j', (change) => expect(sheetHash({ ...manifest, ...change } as Manifest)).not.toBe(hash));
});
