import { failureOf, newCall } from '../../src/plugin-api/contracts/contract';
import { fileStoreContract } from '../../src/plugin-api/contracts/file-store';
import { hostPlugin } from '../../test/kit/plugin-harness';
import { s3Account, s3Server } from '../../test/kit/s3-server';
import factory from './index';
import { sizeOf } from './content-range';

const server = s3Server();
const settingsOf = (more: object = {}) => ({
  provider: 'Alder Hosting',
  address: server.url,
  bucket: 'alder-files',
  prefix: 'parlour/',
  ...s3Account,
  ...more,
});
const storeWith = (more: object = {}) =>
  factory({ settings: settingsOf(more), log: () => undefined, stopping: new AbortController().signal }).fileStore;
const content = new TextEncoder().encode('A receipt');
const file = { key: 'ab/abc-123_x', content, type: 'application/pdf' };

fileStoreContract(storeWith, server);

describe('behind the guard of a real server', () => {
  const hosted = hostPlugin('files-s3', { settings: () => settingsOf() });

  it('is offered to owners', () => expect(hosted.problems()).toEqual([]));

  fileStoreContract(() => hosted.capability('fileStore'), server);
});

describe('a bucket', () => {
  beforeEach(() => server.works());

  it('gets files under the prefix, with their type, and nothing that tells whose they are', async () => {
    await storeWith().put(file, newCall());
    expect([...server.files.keys()]).toEqual(['parlour/ab/abc-123_x']);
    expect(server.files.get('parlour/ab/abc-123_x')).toMatchObject({ type: 'application/pdf', content: Buffer.from(content) });
    expect(Object.keys(server.requests[0].headers).filter((name) => name.startsWith('x-amz-meta'))).toEqual([]);
  });

  it('is asked to encrypt where the owner wants it', async () => {
    await storeWith({ encryption: 'AES256' }).put(file, newCall());
    expect(server.requests[0].headers['x-amz-server-side-encryption']).toBe('AES256');
  });

  it.each([
    ['another secret', { secretKey: 'guessed' }, 'secret key'],
    ['another key', { accessKey: 'AKIAOTHER' }, 'access key'],
    ['another region', { region: 'us-west-2' }, 'region'],
    ['another bucket', { bucket: 'nobodys' }, 'no such bucket'],
  ])('refuses %s, and the plugin says what is wrong', async (_what, more, words) => {
    const store = storeWith(more);
    for (const work of [() => store.check(newCall()), () => store.get(file, newCall()), () => store.put(file, newCall())]) {
      const failure = await failureOf(work());
      expect(failure).toMatchObject({ retry: false, message: expect.stringContaining(words) });
      expect(failure.message).not.toMatch(/guessed|wJalr/);
    }
    expect(server.count()).toBe(0);
  });

  it.each([
    ['in trouble', 503, 'SlowDown'],
    ['broken for a moment', 500, 'InternalError'],
  ])('that is %s is asked again, and the file is there once', async (_what, status, code) => {
    server.failNext(2, status, code);
    await storeWith().put(file, newCall());
    expect(server.requests).toHaveLength(3);
    expect(server.count()).toBe(1);
  });

  it('is not asked again for what it refused', async () => {
    server.refuses();
    await failureOf(storeWith().put(file, newCall()));
    expect(server.requests).toHaveLength(1);
  });

  it('may answer with the whole where a part was asked for', async () => {
    await storeWith().put(file, newCall());
    server.ignoreRanges();
    const part = await storeWith().get({ key: file.key, start: 2, end: 4 }, newCall());
    expect({ text: Buffer.from(part!.content).toString(), size: part!.size }).toEqual({ text: 'rec', size: 9 });
  });

  it('gives nothing from beyond the end', async () => {
    await storeWith().put(file, newCall());
    const part = await storeWith().get({ key: file.key, start: 100 }, newCall());
    expect({ length: part!.content.length, size: part!.size }).toEqual({ length: 0, size: 9 });
  });

  it('that cannot be reached is worth another try', async () => {
    const failure = await failureOf(storeWith({ address: 'http://127.0.0.1:1' }).put(file, newCall()));
    expect(failure).toMatchObject({ retry: true, message: expect.stringContaining('could not be reached') });
  });
});

describe('a bucket whose name is in the host', () => {
  const own = s3Server({ inHost: true });

  it('has keys without its name', async () => {
    const store = storeWith({ address: own.url, style: 'host' });
    await store.put(file, newCall());
    expect([...own.files.keys()]).toEqual(['parlour/ab/abc-123_x']);
    expect(own.requests[0].path).toBe('/parlour/ab/abc-123_x');
  });
});

it.each([
  ['bytes 0-9/1234', 1234],
  ['bytes */9', 9],
  ['bytes 0-9/*', undefined],
  ['nonsense', undefined],
  [null, undefined],
])('reads the size from %j', (header, size) => expect(sizeOf(header)).toBe(size));
