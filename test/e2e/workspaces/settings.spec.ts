import { ChatError } from '../../../src/common/errors';
import { Database } from '../../../src/database/database';
import { Website } from '../../../src/workspaces/website.entity';
import { Workspace } from '../../../src/workspaces/workspace.entity';
import { startApp, type RunningApp } from '../../kit/app';
import type { Browser } from '../../kit/browser';
import { furnish, signIn, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;
let birch: Team;
const browsers: Record<string, Browser> = {};

beforeAll(async () => {
  server = await startApp();
  alder = await furnish(server, 'Alder', { Olga: 'owner', Adam: 'admin', Ben: 'agent', Vera: 'viewer' });
  birch = await furnish(server, 'Birch', { Zoe: 'owner' });
  for (const person of Object.values({ ...alder.people, ...birch.people })) browsers[person.name] = await signIn(server, person);
});
afterAll(() => server.stop());

const website = (id: string) => server.app.get(Database).read.findOneByOrFail(Website, { id });
const workspace = (id: string) => server.app.get(Database).read.findOneByOrFail(Workspace, { id });

const websiteForm = { name: 'Shop', domains: 'shop.example', accent: '#112233', greeting: 'Hello', collectsBrowser: 'true' };
const doors: [string, string, Record<string, string>][] = [
  ['GET', '/settings', {}],
  ['GET', '/settings/workspace', {}],
  ['POST', '/settings/workspace', { name: 'Alder', accent: '#112233' }],
  ['GET', '/settings/websites', {}],
  ['POST', '/settings/websites', { name: 'Blog', domain: 'blog.example' }],
  ['GET', `/settings/websites/ID`, {}],
  ['POST', `/settings/websites/ID`, websiteForm],
  ['GET', `/settings/websites/ID/install`, {}],
  ['GET', `/settings/websites/ID/preview`, {}],
  ['GET', '/settings/agents', {}],
  ['POST', '/settings/invitations', { role: 'agent', email: '' }],
  ['GET', '/settings/outbox', {}],
];
const go = (who: string, [method, path, fields]: [string, string, Record<string, string>], team: Team) => {
  const real = path.replace('ID', team.websiteId);
  return method === 'GET' ? browsers[who]!.get(real) : browsers[who]!.post(real, fields);
};

describe('settings', () => {
  it.each(doors)('%s %s opens for those who manage, and for nobody else', async (...door) => {
    for (const who of ['Olga', 'Adam']) expect([200, 303]).toContain((await go(who, door, alder)).status);
    for (const who of ['Ben', 'Vera']) expect((await go(who, door, alder)).status).toBe(403);
  });

  it.each(doors.filter(([, path]) => path.includes('ID')))('%s %s is not there for another workspace', async (...door) => {
    const before = await website(alder.websiteId);
    expect((await go('Zoe', door, alder)).status).toBe(404);
    expect(await website(alder.websiteId)).toEqual(before);
  });

  it('keeps what was typed when the disk is full, and says that nothing was saved', async () => {
    const failed = new ChatError('storage.unavailable', { retryAfter: 2 });
    jest.spyOn(server.app.get(Database), 'transaction').mockRejectedValue(failed);
    const answer = await browsers.Olga!.post('/settings/workspace', { name: 'Typed before', accent: '#112233' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.text).toContain('value="Typed before"');
    expect(answer.text).toContain('Nothing was saved');
    jest.restoreAllMocks();
  });

  it('answers programs in JSON, without a page', async () => {
    const answer = await browsers.Olga!.postJson('/settings/workspace', { name: '', accent: 'red', more: 1 });
    expect(answer.status).toBe(422);
    const { error } = JSON.parse(answer.text) as { error: { code: string; fields: Record<string, string> } };
    expect(error.code).toBe('request.invalid');
    expect(Object.keys(error.fields).sort()).toEqual(['accent', 'more', 'name']);
  });

  it.each(['x', '%00', "' OR 1=1", '../../etc', 'a'.repeat(200)])('has no website %j', async (id) => {
    expect([400, 404]).toContain(
      (await browsers.Olga!.get(`/settings/websites/${encodeURIComponent(decodeURIComponent(id))}`)).status,
    );
  });

  it('says what was saved, once', async () => {
    const answer = await browsers.Olga!.post('/settings/workspace', { name: ' Alder & Ash ', accent: '#ABCDEF' });
    expect(answer.location).toBe('/settings/workspace');
    expect(await workspace(alder.workspaceId)).toMatchObject({ name: 'Alder & Ash', accent: '#abcdef' });
    expect((await browsers.Olga!.get('/settings/workspace')).text).toContain('Changes are saved.');
    expect((await browsers.Olga!.get('/settings/workspace')).text).not.toContain('Changes are saved.');
  });

  it.each([
    { accent: 'red', name: 'A' },
    { accent: '#fff', name: 'A' },
    { accent: '#112233', name: '' },
    { accent: '#112233', name: 'x'.repeat(101) },
    { accent: '#112233', name: 'A', id: 'other' },
    { accent: ['#112233', '#112233'], name: 'A' },
  ])('a workspace does not become %j', async (fields) => {
    const before = await workspace(alder.workspaceId);
    const answer = await browsers.Olga!.post('/settings/workspace', fields as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('action="/settings/workspace"');
    expect(await workspace(alder.workspaceId)).toEqual(before);
  });
});

describe('a website', () => {
  it('is added in the colour of the workspace, and leads to its installation', async () => {
    const answer = await browsers.Adam!.post('/settings/websites', { name: 'Blog', domain: 'https://Blog.example/x' });
    const id = /websites\/(\w+)\/install/.exec(answer.location!)![1]!;
    const { accent } = await workspace(alder.workspaceId);
    expect(await website(id)).toMatchObject({ name: 'Blog', domains: ['blog.example'], workspaceId: alder.workspaceId, accent });
    const page = await browsers.Adam!.get(answer.location!);
    expect(page.text).toContain('&lt;script async');
    const preview = await browsers.Adam!.get(`/settings/websites/${id}/preview`);
    expect(preview.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(preview.text).toContain(`data-website="${(await website(id)).key}"`);
  });

  it('takes its settings, every switch as it was set, and keeps its key and secret', async () => {
    const { key, identitySecret } = await website(alder.websiteId);
    const domains = 'https://Shop.example/start\n\n www.shop.example, localhost:5173';
    await browsers.Olga!.post(`/settings/websites/${alder.websiteId}`, { ...websiteForm, domains, collectsPages: 'true' });
    expect(await website(alder.websiteId)).toMatchObject({
      domains: ['shop.example', 'www.shop.example', 'localhost'],
      collectsPages: true,
      collectsBrowser: true,
      collectsLocation: false,
      collectsContact: false,
      greeting: 'Hello',
      key,
      identitySecret,
    });
    expect(server.events).toContainEqual({
      name: 'website.changed',
      event: { workspaceId: alder.workspaceId, websiteId: alder.websiteId },
    });
  });

  it.each<Record<string, string | string[]>>([
    { domains: 'shop.example\nnot a domain/\n/path' },
    { accent: 'javascript:' },
    { greeting: 'x'.repeat(501) },
    { greeting: 'a\u0000b' },
    { name: '' },
    { collectsPages: 'perhaps' },
    { collectsPages: ['true', 'true'] },
    { key: 'w_0000000000000000000000' },
    { workspaceId: 'other' },
    { identitySecret: 'mine' },
    { domains: Array.from({ length: 51 }, (_, count) => `d${count}.example`).join('\n') },
  ])('refuses %j and shows what was typed', async (change) => {
    const before = await website(alder.websiteId);
    const answer = await browsers.Olga!.post(`/settings/websites/${alder.websiteId}`, {
      ...websiteForm,
      greeting: 'Typed before',
      ...change,
    });
    expect(answer.status).toBe(422);
    if (!change.greeting) expect(answer.text).toContain('Typed before');
    expect(await website(alder.websiteId)).toEqual(before);
  });
});
