import { randomUUID } from 'node:crypto';
import { Account } from '../../src/accounts/account.entity';
import { declarationOf } from '../../src/data-map/personal';
import { Database } from '../../src/database/database';
import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

/** Of somebody with a login the server keeps what they were asked for when they joined, and nothing it did not declare. */
describe('P3 an account', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const secret = `correct horse ${randomUUID()}`;

  it('is made of a name, an address and a password, of which only the hash is kept', async () => {
    const olu = await shop.browser('Olu');
    await olu.post('/settings/invitations', { role: 'agent', email: 'nina@alder.example' });
    const [, link] = /(\/invitations\/[\w-]{43})/.exec((await olu.get('/settings/agents')).text)!;
    const nina = new Browser(server.url);
    expect((await nina.post(link, { name: 'Nina', email: 'nina@alder.example', password: secret })).status).toBe(303);
    const [row] = await rowsOf<Record<string, unknown>>(server, "SELECT * FROM account WHERE email = 'nina@alder.example'");
    expect(Object.keys(row)).toEqual(expect.arrayContaining(['id', 'email', 'name', 'password_hash', 'created_at']));
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=\d{5,},t=\d+,p=\d+\$/);
    const files = filesUnder(server.settings.DATA_DIR);
    for (const [name, bytes] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, bytes);
    expect(tracesOf(files, ['nina@alder.example'])).not.toEqual([]);
    expect(tracesOf(files, [secret])).toEqual([]);
  });

  it('has no column that the data map does not know', () => {
    const { columns } = server.app.get(Database).entities.find(({ name }) => name === 'Account')!;
    for (const { propertyName } of columns)
      expect([propertyName, declarationOf(Account, propertyName)]).toEqual([propertyName, expect.anything()]);
  });

  it('takes nothing that was not asked for', async () => {
    const olu = await shop.browser('Olu');
    await olu.post('/settings/invitations', { role: 'agent' });
    const [, link] = /(\/invitations\/[\w-]{43})/.exec((await olu.get('/settings/agents')).text)!;
    const fields = { name: 'Eve', email: 'eve@alder.example', password: secret, phone: '0123456789' };
    expect((await new Browser(server.url).post(link, fields)).status).toBe(422);
    expect(await rowsOf(server, "SELECT id FROM account WHERE email = 'eve@alder.example'")).toEqual([]);
  });
});
