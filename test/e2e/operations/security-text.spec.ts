import { startApp, type RunningApp } from '../../kit/app';
import { moveClock } from '../../kit/shop';
import { Database } from '../../../src/database/database';
import { LegalIdentities, noIdentity } from '../../../src/workspaces/legal-identities.service';
import { operatorHolder } from '../../../src/workspaces/legal-identity.entity';

const path = '/.well-known/security.txt';
const fieldsOf = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/).slice(0, 2)),
  );
const operator = (server: RunningApp, contact: string) =>
  server.app
    .get(Database)
    .transaction((tx) => server.app.get(LegalIdentities, { strict: false }).keep(tx, operatorHolder, { ...noIdentity, contact }));

describe('whom to tell of a fault', () => {
  let server: RunningApp;
  beforeAll(async () => void (server = await startApp({ env: { TRUST_PROXY: '127.0.0.1' } })));
  afterAll(() => server.stop());

  it('is not said while nobody is named', async () => {
    expect((await fetch(server.url + path)).status).toBe(404);
  });

  it('is the operator, for half a year from now on, and where the file belongs', async () => {
    await operator(server, 'privacy@alder.example');
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.alder.example' };
    const answer = await fetch(server.url + path, { headers });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const said = fieldsOf(await answer.text());
    expect(said).toEqual({
      Contact: 'mailto:privacy@alder.example',
      Expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00Z$/),
      'Preferred-Languages': 'en',
      Canonical: `https://chat.alder.example${path}`,
    });
    const days = (Date.parse(said.Expires) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(178);
    expect(days).toBeLessThanOrEqual(180);
    moveClock(server, 100 * 86_400_000);
    expect(Date.parse(fieldsOf(await (await fetch(server.url + path)).text()).Expires)).toBeGreaterThan(Date.parse(said.Expires));
  });

  it.each(['eve@x.example\nContact: mailto:other@x.example', 'call us', '<eve@x.example>'])(
    '%j makes no line',
    async (contact) => {
      await operator(server, contact);
      expect((await fetch(server.url + path)).status).toBe(404);
    },
  );
});

it.each([
  ['security@alder.example', 'mailto:security@alder.example'],
  ['https://alder.example/security', 'https://alder.example/security'],
])('SECURITY_CONTACT %s comes first', async (SECURITY_CONTACT, contact) => {
  const server = await startApp({ env: { SECURITY_CONTACT } });
  await operator(server, 'privacy@alder.example');
  expect(fieldsOf(await (await fetch(server.url + path)).text()).Contact).toBe(contact);
  await server.stop();
});
