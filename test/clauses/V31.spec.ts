import { startApp, type RunningApp } from '../kit/app';
import { count, rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';
import { until } from '../kit/until';
import { LegalIdentities } from '../../src/workspaces/legal-identities.service';

/** The service is not meant for children: the business says from which age, and a child that comes nevertheless leaves nothing. */
describe('V31 children', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  it('are told from which age it is, as the workspace says: sixteen unless it says otherwise', async () => {
    const identities = server.app.get(LegalIdentities, { strict: false });
    expect((await identities.of(shop.workspaceId)).minimumAge).toBe(16);
    await identities.change(shop.as('Olu'), shop.workspaceId, { ...(await identities.of(shop.workspaceId)), minimumAge: 13 });
    expect((await identities.of(shop.workspaceId)).minimumAge).toBe(13);
  });

  it('leave nothing: an agent says so with one click, and files, words and details go', async () => {
    const eva = await shop.visitor();
    const { body: file } = await eva.upload('my drawing', 'drawing.txt');
    const { conversation } = await eva.say('I am eight', { attachments: [file.id] });
    await eva.act('visitor.update', { name: 'Eva', email: 'eva@example.com' });
    expect((await (await shop.browser('Ben')).get(`/inbox/open/${conversation}`)).text).toContain('This is a child');
    await shop.does(conversation, 'child');
    const [{ id }] = await rowsOf<{ id: string }>(server, 'SELECT id FROM privacy_case WHERE subject_id = ?', [eva.id]);
    await (await shop.browser('Olu')).post(`/privacy/cases/${id}/approval`, { words: '' });
    await until('everything is gone', async () => !(await count(server, 'visitor', 'id = ?', [eva.id])));
    for (const [table, column] of [
      ['conversation', 'visitor_id'],
      ['attachment', 'uploader_id'],
    ])
      expect(await count(server, table, `${column} = ?`, [eva.id])).toBe(0);
    expect((await eva.act('message.send', { id: 'a'.repeat(26), body: 'Again' })).status).toBe(401);
  });
});
