import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { readCertificate } from './certificate';
import { FreshCertificate } from './fresh-certificate';

const kit = join(__dirname, '../../../test/kit/certificates');
const pair = (cert: string, key = cert) => ({ TLS_CERT: join(kit, `${cert}.crt`), TLS_KEY: join(kit, `${key}.key`) });
const folder = mkdtempSync(join(tmpdir(), 'parlour-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => (writeFileSync(join(folder, name), text), join(folder, name));

const problem = (files: { TLS_CERT: string; TLS_KEY: string }, now?: Date) => {
  try {
    readCertificate(files, now);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

it('a sound pair is taken', () => {
  expect(readCertificate(pair('first')).until.getUTCFullYear()).toBe(2120);
});

it('of a chain the server’s own certificate comes first', () => {
  const chain = file('chain.crt', ['first', 'second'].map((name) => readFileSync(join(kit, `${name}.crt`), 'utf8')).join('\n'));
  expect(problem({ ...pair('first'), TLS_CERT: chain })).toBe('none');
  expect(problem({ ...pair('second'), TLS_CERT: chain })).toMatch(/is not the key of the certificate/);
});

it('what is wrong is said with its fix, and never shows a key', () => {
  const locked = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hawthorn' },
  }).privateKey;
  const cases: [string, RegExp][] = [
    [problem({ ...pair('first'), TLS_CERT: join(folder, 'nothing') }), /^TLS_CERT: there is no file .*nothing\. Set TLS_CERT/],
    [problem({ ...pair('first'), TLS_KEY: join(folder, 'nothing') }), /^TLS_KEY: there is no file .*nothing\. Set TLS_KEY/],
    [problem({ ...pair('first'), TLS_CERT: folder }), /^TLS_CERT: .* cannot be read \(EISDIR\)/],
    [problem({ ...pair('first'), TLS_CERT: file('text', 'hello') }), /^TLS_CERT: there is no certificate in/],
    [problem({ ...pair('first'), TLS_KEY: file('text', 'hello') }), /^TLS_KEY: there is no private key in/],
    [problem({ ...pair('first'), TLS_KEY: pair('first').TLS_CERT }), /^TLS_KEY: there is no private key in/],
    [problem({ ...pair('first'), TLS_KEY: file('locked', locked) }), /^TLS_KEY: .* passphrase\. Write it without one: openssl/],
    [problem(pair('first', 'second')), /^TLS_KEY: .* is not the key of the certificate .* made together/],
    [problem(pair('expired')), /^TLS_CERT: .* ended on 2020-02-01\. Renew it/],
    [problem(pair('early')), /^TLS_CERT: .* begins on 2120-01-01\. Set this machine's clock/],
  ];
  for (const [said, expected] of cases) {
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/PRIVATE KEY-----\n|hawthorn/);
  }
});

describe('a certificate in use', () => {
  const used = { TLS_CERT: join(folder, 'used.crt'), TLS_KEY: join(folder, 'used.key') };
  const put = (name: string) => {
    copyFileSync(join(kit, `${name}.crt`), used.TLS_CERT);
    copyFileSync(join(kit, `${name}.key`), used.TLS_KEY);
  };
  const server = { setSecureContext: jest.fn() };
  const waitFor = async (happened: () => boolean) => {
    for (let tries = 0; !happened() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  let fresh: FreshCertificate;
  beforeEach(() => {
    server.setSecureContext.mockClear();
    put('first');
    fresh = new FreshCertificate(server, used, 10);
    Object.assign(fresh, { logger: { log: jest.fn(), warn: jest.fn(), error: jest.fn() } });
  });
  afterEach(() => fresh.stop());

  it('is read again when its files change', async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.setSecureContext).not.toHaveBeenCalled();
    put('second');
    await waitFor(() => server.setSecureContext.mock.lastCall?.[0].cert.equals(readFileSync(pair('second').TLS_CERT)));
    expect(server.setSecureContext.mock.lastCall).toEqual([
      expect.objectContaining({ cert: readFileSync(pair('second').TLS_CERT), key: readFileSync(pair('second').TLS_KEY) }),
    ]);
  });

  it.each([
    ['are gone', () => execFileSync('rm', [used.TLS_CERT])],
    ['do not belong together', () => copyFileSync(pair('second').TLS_CERT, used.TLS_CERT)],
    ['have ended', () => put('expired')],
    ['are half written', () => writeFileSync(used.TLS_CERT, readFileSync(pair('second').TLS_CERT).subarray(0, 100))],
  ])('stays when the new files %s, and the log says why', async (_what, change) => {
    const { error } = (fresh as unknown as { logger: { error: jest.Mock } }).logger;
    change();
    await waitFor(() => error.mock.calls.length > 0);
    expect(server.setSecureContext).not.toHaveBeenCalled();
    expect(error.mock.lastCall).toEqual([expect.stringMatching(/^The certificate in use stays.* TLS_/)]);
  });

  it('is read again when that is asked for, changed or not', () => {
    fresh.reload();
    expect(server.setSecureContext).toHaveBeenCalledTimes(1);
  });
});
