import { analyticsSinkContract, someEvent } from '../../src/plugin-api/contracts/analytics-sink';
import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fakeVendor, type VendorAnswer } from '../../src/plugin-api/contracts/fake-vendor';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory, { uuidOf } from './index';

const key = 'phc_6f1c2b7a';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
interface Captured {
  event: string;
  uuid: string;
  distinct_id: string;
  timestamp: string;
  properties: Record<string, unknown>;
}

/** PostHog's capture API as its documentation describes it: events with a UUID that it knows are not counted again. */
let special: VendorAnswer | undefined;
const counted = new Map<string, Captured>();
const vendor = fakeVendor(({ method, path, json }) => {
  if (special) return special;
  if (method !== 'POST') return { status: 405 };
  if (json?.api_key !== key) return { status: 401, body: { type: 'authentication_error', code: 'invalid_api_key' } };
  if (path === '/flags?v=2') return { body: { flags: {}, errorsWhileComputingFlags: false } };
  if (path !== '/batch/') return { status: 404 };
  const batch = json.batch as Captured[];
  if (!Array.isArray(batch) || !batch.length) return { status: 400, body: { type: 'validation_error', code: 'empty_batch' } };
  if (batch.some((one) => !one.event || !one.distinct_id || !uuid.test(one.uuid))) return { status: 400, body: {} };
  for (const one of batch) counted.set(one.uuid, one);
  return { body: { status: 'Ok' } };
});
beforeEach(() => {
  special = undefined;
  counted.clear();
  vendor.works();
});
const sink = (more = {}) =>
  factory({ settings: { url: vendor.url, key, ...more }, log: () => undefined, stopping: new AbortController().signal })
    .analyticsSink;

const { works, refuses, fails, hangs } = vendor;
const received = () => vendor.requests.map(({ body }) => body.toString()).join('\n');
analyticsSinkContract(sink, { works, refuses, fails, hangs, received });

it('sends what the documentation asks for, without a profile of the person', async () => {
  await sink().track({ events: [someEvent()] }, newCall());
  expect(vendor.requests[0].json).toEqual({
    api_key: key,
    batch: [
      {
        event: 'conversation.opened',
        uuid: uuidOf('event-1'),
        distinct_id: 'p-6f1c',
        timestamp: '2026-03-01T09:30:00.000Z',
        properties: {
          website: 'Alder',
          files: 2,
          first: true,
          distinct_id: 'p-6f1c',
          $process_person_profile: false,
          $geoip_disable: true,
          $lib: 'parlour',
        },
      },
    ],
  });
});

it('is counted once, however often it is sent', async () => {
  for (let time = 0; time < 3; time++) await sink().track({ events: [someEvent(1), someEvent(2)] }, newCall());
  expect(counted.size).toBe(2);
});

it('says that a wrong key is of no use', async () => {
  const wrong = sink({ key: 'phc_wrong_one' });
  expect(await failureOf(wrong.track({ events: [someEvent()] }, newCall()))).toMatchObject({ retry: false });
  expect(await failureOf(wrong.check(newCall()))).toMatchObject({ retry: false });
});

it.each<[VendorAnswer, boolean]>([
  [{ status: 400 }, false],
  [{ status: 413 }, false],
  [{ status: 429 }, true],
  [{ status: 500 }, true],
  [{ status: 302, headers: { location: 'https://elsewhere.example' } }, true],
  [{ body: { status: 'quota' } }, true],
  [{ body: 'no JSON' }, true],
])('after %j another try helps: %p', async (answer, retry) => {
  special = answer;
  expect(await failureOf(sink().track({ events: [someEvent()] }, newCall()))).toMatchObject({ retry });
});

it('keeps away as long as it is asked to, and asks again after that', async () => {
  const one = sink();
  special = { status: 429, headers: { 'retry-after': '1' } };
  await failureOf(one.track({ events: [someEvent()] }, newCall()));
  special = undefined;
  expect(await failureOf(one.track({ events: [someEvent()] }, newCall()))).toMatchObject({ retry: true });
  expect(vendor.requests).toHaveLength(1);
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_001);
  await one.track({ events: [someEvent()] }, newCall());
  now.mockRestore();
  expect(counted.size).toBe(1);
});

describe('under the real host', () => {
  const hosted = hostPlugin('analytics-posthog', { settings: () => ({ url: vendor.url, key }) });

  it('has a sound manifest, and reaches its vendor and nobody else', async () => {
    expect(hosted.problems()).toEqual([]);
    await hosted.capability('analyticsSink').track({ events: [someEvent()] }, newCall());
    await hosted.capability('analyticsSink').check(newCall());
    expect(counted.size).toBe(1);
    expect(hosted.troubles).not.toContain('host');
  });
});
