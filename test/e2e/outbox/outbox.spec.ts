import { Clock } from '../../../src/common/clock';
import { Database } from '../../../src/database/database';
import { JobStore } from '../../../src/outbox/job-store';
import { MailService } from '../../../src/outbox/mail.service';
import { OutboxJob } from '../../../src/outbox/outbox-job.entity';
import { OutboxRunner } from '../../../src/outbox/outbox-runner';
import { OutboxService } from '../../../src/outbox/outbox.service';
import { startApp, type RunningApp } from '../../kit/app';
import { furnish, signIn, type Team } from '../../kit/people';

let server: RunningApp;
let alder: Team;
let birch: Team;
let outbox: OutboxService;
let database: Database;

beforeEach(async () => {
  server = await startApp();
  alder = await furnish(server, 'Alder', { Olga: 'owner', Ben: 'agent' });
  birch = await furnish(server, 'Birch', { Zoe: 'owner' });
  outbox = server.app.get(OutboxService, { strict: false });
  database = server.app.get(Database);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

const jobs = () => database.read.find(OutboxJob, { order: { id: 'ASC' } });
const add = (payload: Record<string, string> = {}, kind = 'test.work', runAt?: Date) =>
  database.transaction((tx) => outbox.add(tx, { kind, payload, workspaceId: alder.workspaceId, runAt }));
const until = async (check: () => unknown) => {
  for (let round = 0; round < 200; round++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not happen within two seconds.');
};

describe('a job', () => {
  it('runs after the commit that added it, once, and is removed', async () => {
    const seen: unknown[] = [];
    outbox.handle('test.work', async (payload, { workspaceId }) => void seen.push({ ...payload, workspaceId }));
    await Promise.all(Array.from({ length: 30 }, (_, count) => add({ count: String(count) })));
    await until(async () => (await jobs()).length === 0);
    expect(seen).toHaveLength(30);
    expect(seen).toContainEqual({ count: '7', workspaceId: alder.workspaceId });
  });

  it('never runs if its transaction is taken back', async () => {
    const work = jest.fn(async () => undefined);
    outbox.handle('test.work', work);
    const failed = database.transaction(async (tx) => {
      await outbox.add(tx, { kind: 'test.work', payload: {}, workspaceId: null });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(work).not.toHaveBeenCalled();
    expect(await jobs()).toEqual([]);
  });

  it('waits for its time', async () => {
    const work = jest.fn(async () => undefined);
    outbox.handle('test.work', work);
    await add({}, 'test.work', new Date(Date.now() + 300));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(work).not.toHaveBeenCalled();
    await until(() => work.mock.calls.length === 1);
  });

  it('is tried again after a failure, of which only the kind is kept', async () => {
    const error = Object.assign(new Error('550 nina@alder.example refused'), { code: 'EENVELOPE' });
    const work = jest.fn().mockRejectedValueOnce(error).mockResolvedValue(undefined);
    outbox.handle('test.work', work);
    const before = Date.now();
    await add();
    await until(async () => (await jobs())[0]?.error);
    const [job] = await jobs();
    expect(job).toMatchObject({ state: 'waiting', attempts: 1, error: 'EENVELOPE' });
    expect(job!.runAt.getTime() - before).toBeGreaterThanOrEqual(1000);
    await until(async () => (await jobs()).length === 0);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('is given up after twelve attempts, and starts over when an admin says so', async () => {
    const work = jest.fn().mockRejectedValue(new TypeError('no'));
    outbox.handle('test.work', work);
    const soon = new Date(Date.now() + 3_600_000);
    const id = await add({}, 'test.work', soon);
    await database.transaction((tx) => tx.run('UPDATE outbox_job SET attempts = 11, run_at = 0 WHERE id = ?', [id]));
    outbox.wake();
    await until(async () => (await jobs())[0]!.state === 'dead');
    expect((await jobs())[0]).toMatchObject({ attempts: 12, error: 'TypeError' });
    const olga = await signIn(server, alder.people.Olga!);
    expect((await olga.get('/settings/outbox')).text).toContain(`action="/settings/outbox/${id}/retry"`);
    work.mockResolvedValue(undefined);
    expect((await olga.post(`/settings/outbox/${id}/retry`)).location).toBe('/settings/outbox');
    await until(async () => (await jobs()).length === 0);
  });

  it('of a process that died runs again once its claim is over', async () => {
    const store = server.app.get(JobStore, { strict: false });
    await add({}, 'test.work', new Date(0));
    expect(await store.claim(['test.work'], 5)).toHaveLength(1);
    expect(await store.claim(['test.work'], 5)).toEqual([]);
    jest.spyOn(Clock.prototype, 'millis').mockReturnValue(Date.now() + 60_001);
    expect(await store.claim(['test.work'], 5)).toMatchObject([{ attempts: 2 }]);
  });

  it('is claimed by one of several runners', async () => {
    const store = server.app.get(JobStore, { strict: false });
    await Promise.all(Array.from({ length: 20 }, () => add()));
    const claims = (await Promise.all(Array.from({ length: 8 }, () => store.claim(['test.work'], 4)))).flat();
    const rest = await store.claim(['test.work'], 20);
    const ids = [...claims, ...rest].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(20);
  });

  it('of a kind that nobody here does is left for a node that does', async () => {
    await add({}, 'newer.work');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await jobs()).toMatchObject([{ kind: 'newer.work', attempts: 0, state: 'waiting' }]);
  });

  it('is finished before the server stops, and no other is begun', async () => {
    let finish!: () => void;
    const work = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    outbox.handle('test.work', work);
    await add();
    await until(() => work.mock.calls.length === 1);
    let stopped = false;
    const stopping = server.app
      .get(OutboxRunner, { strict: false })
      .beforeApplicationShutdown()
      .then(() => (stopped = true));
    await add();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(work).toHaveBeenCalledTimes(1);
    expect(await jobs()).toHaveLength(1);
  });
});

/** Several nodes share one PostgreSQL; SQLite has one process. */
if (process.env.PARLOUR_TEST_DATABASE)
  describe('jobs of several nodes', () => {
    it('run once each, wherever they were added, and nobody waits for the other', async () => {
      const other = await startApp({ env: { DATABASE_URL: server.settings.DATABASE_URL! } });
      try {
        const done: string[] = [];
        for (const node of [server, other]) {
          const work = async ({ count }: Record<string, string>) => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            done.push(count!);
          };
          node.app.get(OutboxService, { strict: false }).handle('test.work', work);
        }
        const adding = Array.from({ length: 60 }, (_, count) => {
          const { app } = count % 2 ? server : other;
          const job = { kind: 'test.work', payload: { count: String(count) }, workspaceId: null };
          return app.get(Database).transaction((tx) => app.get(OutboxService, { strict: false }).add(tx, job));
        });
        await Promise.all(adding);
        await until(async () => (await jobs()).length === 0);
        expect(done).toHaveLength(60);
        expect(new Set(done).size).toBe(60);
      } finally {
        await other.stop();
      }
    });
  });

describe('a mail', () => {
  const send = () =>
    database.transaction((tx) =>
      server.app.get(MailService, { strict: false }).send(tx, {
        workspaceId: alder.workspaceId,
        to: 'nina@alder.example',
        about: { kind: 'account', id: 'nina' },
        subject: 'Join Alder & Ash',
        template: 'emails/invitation',
        model: {
          workspace: 'Alder & Ash',
          inviter: '<b>Olga</b>',
          link: 'https://chat.example/x?a=1&b=2',
          expiresAt: 'tomorrow',
        },
      }),
    );

  it('is plain text, and can be read in the outbox by who manages it', async () => {
    await send();
    await until(async () => (await jobs()).length === 0);
    const [mail] = await server.app.get(MailService, { strict: false }).list(alder.workspaceId, 10);
    expect(mail!.body).toContain('https://chat.example/x?a=1&b=2');
    expect(mail!.body).toContain('<b>Olga</b>');
    const olga = await signIn(server, alder.people.Olga!);
    expect((await olga.get('/settings/outbox')).text).toContain('nina@alder.example');
    const page = await olga.get(`/settings/outbox/mails/${mail!.id}`);
    expect(page.text).toContain('Join Alder &amp; Ash');
    expect(page.text).not.toContain('<b>Olga');
    const [ben, zoe] = [await signIn(server, alder.people.Ben!), await signIn(server, birch.people.Zoe!)];
    expect((await ben.get(`/settings/outbox/mails/${mail!.id}`)).status).toBe(403);
    expect((await zoe.get(`/settings/outbox/mails/${mail!.id}`)).status).toBe(404);
    expect((await zoe.get('/settings/outbox')).text).not.toContain('nina@alder.example');
  });

  it('has nothing personal in its job', async () => {
    jest.spyOn(JobStore.prototype, 'claim').mockResolvedValue([]);
    await send();
    const [job] = await jobs();
    expect(Object.keys(JSON.parse(job!.payload) as object)).toEqual(['mailId']);
    expect(JSON.stringify(job)).not.toContain('nina');
  });

  it('is not tried again by another workspace, nor while it waits', async () => {
    const id = await add({}, 'newer.work');
    const [olga, zoe] = [await signIn(server, alder.people.Olga!), await signIn(server, birch.people.Zoe!)];
    for (const browser of [zoe, olga]) expect((await browser.post(`/settings/outbox/${id}/retry`)).status).toBe(404);
  });
});
