import { WebsitesService } from '../../src/workspaces/websites.service';
import { type RunningApp, startApp } from '../kit/app';
import { Site } from './stage/site';
import { Stage } from './stage/stage';
import { Visitor } from './stage/visitor';

let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  app = await startApp();
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner' });
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('brings the visitors of all websites into one inbox, and keeps websites apart', async () => {
  const { key } = await app.app.get(WebsitesService, { strict: false }).add(stage.team.workspaceId, { name: 'Ash', domains: [] });
  const other = await Site.open(app.url, key);
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('From Alder');
  const ashPage = await ana.page.context().newPage();
  await ashPage.goto(other.address());
  const ash = new Visitor(ashPage);
  await ash.writes('From Ash');
  await ben.row('From Alder').getByText('Alder shop').waitFor();
  await ben.row('From Ash').getByText('Ash', { exact: true }).waitFor();
  await ben.opens('From Ash');
  await ben.answers('Welcome to Ash');
  await ash.reads('Welcome to Ash');
  expect(await ana.said).toEqual(['From Alder']);
  expect(await ash.said).toEqual(['From Ash', 'Welcome to Ash']);
  other.close();
});

it('ends the live connection when somebody signs out', async () => {
  const ben = await stage.agent('Ben');
  const elsewhere = await ben.page.context().newPage();
  // The page leaves as soon as it is told, and takes its socket along: the news can be seen, the end of the socket only sometimes.
  const told = elsewhere
    .waitForEvent('websocket')
    .then((socket) => socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('signed.out')));
  await elsewhere.goto(`${app.url}/inbox/open`);
  await elsewhere.locator('#status[data-state="live"]').waitFor();
  await ben.page.locator('.rail__account summary').click();
  await ben.page.getByRole('button', { name: 'Sign out' }).click();
  await ben.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await told;
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();
});
