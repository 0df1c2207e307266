import { Database } from '../../src/database/database';
import { MembersService } from '../../src/workspaces/members.service';
import { startApp, type RunningApp } from '../kit/app';
import type { Browser } from '../kit/browser';
import { furnish, signIn, type Team } from '../kit/people';

/** What somebody may do depends on where they look: a role belongs to a person in one workspace, and goes no further. */
describe('V22 one person in two workspaces', () => {
  let server: RunningApp;
  let alder: Team;
  let birch: Team;
  let mia: Browser;
  beforeAll(async () => {
    server = await startApp();
    alder = await furnish(server, 'Alder', { Mia: 'owner', Ben: 'agent' });
    birch = await furnish(server, 'Birch', { Zoe: 'owner' });
    const members = server.app.get(MembersService, { strict: false });
    await server.app.get(Database).transaction((tx) => members.add(tx, birch.workspaceId, alder.people.Mia.id, 'viewer'));
    mia = await signIn(server, alder.people.Mia);
  });
  afterAll(() => server.stop());
  const look = (at: Team) => mia.post('/workspace', { id: at.workspaceId });

  it('is an owner in one of them and a viewer in the other', async () => {
    await look(alder);
    expect((await mia.get('/settings/agents')).status).toBe(200);
    expect((await mia.post('/settings/data/regions', { regions: 'area' })).status).toBe(303);
    await look(birch);
    expect((await mia.get('/inbox/open')).status).toBe(200);
    expect((await mia.get('/settings/agents')).status).toBe(403);
    expect((await mia.post('/settings/data/regions', { regions: 'area' })).status).toBe(403);
  });

  it('changes nobody of the workspace that they do not look at', async () => {
    await look(birch);
    expect((await mia.post(`/settings/members/${alder.people.Ben.id}/role`, { role: 'admin' })).status).toBe(403);
    await look(alder);
    expect((await mia.post(`/settings/members/${birch.people.Zoe.id}/role`, { role: 'viewer' })).status).toBe(404);
    expect((await mia.post(`/settings/members/${alder.people.Ben.id}/role`, { role: 'viewer' })).status).toBe(303);
  });

  it('cannot look where they have no role at all', async () => {
    const cedar = await furnish(server, 'Cedar', { Cai: 'owner' });
    expect((await look(cedar)).status).toBe(404);
    expect((await mia.get('/inbox/open')).text).not.toContain('Cedar');
  });
});
