import { Stage } from './stage/stage';

/** The visitor's network goes, and comes back. */
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('sends once and in order what was written in the tunnel, and brings what was missed', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('I am on a train');
  await ben.opens('I am on a train');
  await ana.page.context().setOffline(true);
  await ana.writes('One', 'Sending…');
  await ana.writes('Two', 'Sending…');
  await ana.panel.getByText('You are offline.').waitFor();
  await ben.answers('Where to?');
  await ben.answers('Hello?');
  await ana.page.context().setOffline(false);
  await ana.reads('Hello?');
  await ben.reads('Two');
  await ana.sees('Seen');
  const said = ['I am on a train', 'Where to?', 'Hello?', 'One', 'Two'];
  expect(await ana.said).toEqual(said);
  expect(await ben.said).toEqual(said);
});

it('keeps what an agent writes while their own network is away', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('Hello from home');
  await ben.opens('Hello from home');
  await ben.page.context().setOffline(true);
  await ben.page.getByText('Offline: what you write is kept').waitFor();
  await ben.answers('Kept', 'failed');
  await ana.writes('Are you there?');
  await ben.page.context().setOffline(false);
  await ben.reads('Are you there?');
  await ana.reads('Kept');
  await ben.sees('Kept', 'sent');
  expect(await ben.said).toEqual(['Hello from home', 'Are you there?', 'Kept']);
});

it('sends after a reload what was on its way', async () => {
  const ana = await stage.visitor();
  await ana.opens();
  await ana.page.route('**/widget/v1/visitors', (route) => route.abort());
  await ana.writes('Before the reload', 'Sending…');
  await ana.page.unroute('**/widget/v1/visitors');
  await ana.page.reload();
  await ana.opens();
  await ana.sees('Sent');
  expect(await ana.said).toEqual(['Before the reload']);
});
