import { startApp } from '../kit/app';
import type { Agent } from './stage/agent';
import { ServerProcess } from './stage/server-process';
import { Stage } from './stage/stage';
import type { Visitor } from './stage/visitor';

/** The server goes away beneath two open pages, in order or all at once, and comes back. */
let server: ServerProcess;
let stage: Stage;
let ben: Agent;
let ana: Visitor;
beforeAll(async () => {
  server = await ServerProcess.prepare();
  stage = await Stage.bare(server);
  const app = await startApp({ env: server.env });
  await stage.furnish(app, { Ben: 'owner' });
  await app.stop();
  await server.start();
}, 30_000);
afterAll(() => stage.strike());

it('has two people talking', async () => {
  ben = await stage.agent('Ben');
  ana = await stage.visitor();
  await ana.writes('Hello');
  await ben.opens('Hello');
  await ben.answers('Good morning');
  await ana.reads('Good morning');
});

it.each(['SIGTERM', 'SIGKILL'] as const)('loses nothing and doubles nothing: %s', async (signal) => {
  const before = await ana.said;
  await server.end(signal);
  await ana.writes(`Ana during ${signal}`, 'Sending…');
  await ben.reply.fill(`Ben during ${signal}`);
  await ben.reply.press('Enter');
  await ben.page.locator('#status:not([data-state="live"])').waitFor();
  await server.start();

  await ben.reads(`Ana during ${signal}`);
  await ana.reads(`Ben during ${signal}`);
  await ana.sees('Sent');
  await ben.page.locator('#status[data-state="live"]').waitFor();
  await ana.writes(`Ana after ${signal}`);
  await ben.reads(`Ana after ${signal}`);
  const during = [`Ana during ${signal}`, `Ben during ${signal}`];
  const said = await ana.said;
  expect(said.filter((text) => during.includes(text)).toSorted()).toEqual(during);
  expect(said).toEqual([...before, ...said.slice(before.length)]);
  expect(await ben.said).toEqual(said);
});
