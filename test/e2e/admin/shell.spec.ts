import { Database } from '../../../src/database/database';
import { Website } from '../../../src/workspaces/website.entity';
import { startApp, type RunningApp } from '../../kit/app';
import { furnish, signIn } from '../../kit/people';

let server: RunningApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());

describe('what stands around a page', () => {
  it('names who looks, where, and with how much to do', async () => {
    const { people } = await furnish(server, 'Alder', { Olga: 'owner', Vera: 'viewer' });
    const { text } = await (await signIn(server, people.Olga)).get('/inbox/open');
    expect(text).toContain(`<meta name="account" content="${people.Olga.id}">`);
    expect(text).toContain('Alder');
    expect(text).toContain('/theme.css?accent=5b5bd6');
    expect(text).toMatch(/count-open[^>]*>0</);
    expect(text).toContain('href="/settings"');
    expect((await (await signIn(server, people.Vera)).get('/inbox/open')).text).not.toContain('href="/settings"');
  });

  it('says nothing of another workspace', async () => {
    const { people } = await furnish(server, 'Birch', { Ben: 'owner' });
    await furnish(server, 'Cedar', { Cleo: 'owner' });
    const { text } = await (await signIn(server, people.Ben)).get('/inbox/open');
    expect(text).not.toMatch(/Cedar|Cleo/);
  });

  it('says how to put the chat on a website until somebody wrote', async () => {
    const shop = await furnish(server, 'Fir', { Fay: 'owner' });
    const browser = await signIn(server, shop.people.Fay);
    expect((await browser.get('/inbox/open')).text).toContain('Put the chat on a website');
    const database = server.app.get(Database);
    await database.transaction((tx) => tx.manager.update(Website, { id: shop.websiteId }, { helloAt: new Date() }));
    expect((await browser.get('/inbox/open')).text).not.toContain('Put the chat on a website');
  });

  it('carries no inline style or script', async () => {
    const { people } = await furnish(server, 'Dogwood', { Dora: 'owner' });
    const browser = await signIn(server, people.Dora);
    for (const path of [
      '/inbox/open',
      '/settings/workspace',
      '/settings/websites',
      '/settings/agents',
      '/nowhere',
      '/styleguide',
    ]) {
      const { text } = await browser.get(path);
      expect(text).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)|javascript:/i);
    }
  });

  it('shows a sentence once after a form', async () => {
    const { people } = await furnish(server, 'Elm', { Ed: 'owner' });
    const browser = await signIn(server, people.Ed);
    await browser.post('/settings/workspace', { name: 'Elm & Sons', accent: '#2f6f4f' });
    const after = (await browser.get('/settings/workspace')).text;
    expect(after).toContain('flash--positive');
    expect(after).toContain('Elm &amp; Sons');
    expect(after).toContain('/theme.css?accent=2f6f4f');
    expect((await browser.get('/settings/workspace')).text).not.toContain('flash--positive');
  });

  it('sends whoever is not signed in to the door, and back to where they were going', async () => {
    const answer = await fetch(`${server.url}/inbox/open?x=1`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Finbox%2Fopen%3Fx%3D1');
    const forProgram = await fetch(`${server.url}/inbox/open`, { headers: { accept: 'application/json' } });
    expect(forProgram.status).toBe(401);
    expect(await forProgram.json()).toMatchObject({ error: { code: 'sign_in.needed' } });
  });
});
