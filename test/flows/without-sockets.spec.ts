import { Agent } from './stage/agent';
import { Stage } from './stage/stage';

/** Networks that let no sockets through. */
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('talks all the same, by itself', async () => {
  const ana = await stage.visitor();
  await ana.page.routeWebSocket(/./, (socket) => socket.close());
  await ana.writes('No sockets here');
  const ben = await stage.agent('Ben');
  await ben.opens('No sockets here');
  await ana.sees('Seen');
  await ben.reply.pressSequentially('It does');
  await ana.panel.getByText('Ben is writing…').waitFor();
  await ben.answers('It does not matter');
  await ana.reads('It does not matter');
  await ana.writes('Good');
  await ben.reads('Good');
  expect(await ana.said).toEqual(['No sockets here', 'It does not matter', 'Good']);
});

it('keeps the inbox fresh, and says quietly how', async () => {
  const page = await stage.signedIn('Ben');
  await page.routeWebSocket(/./, (socket) => socket.close());
  await page.goto(`${stage.server.url}/inbox/open`);
  const ben = new Agent(page);
  await page.getByText('Live every 5 seconds').waitFor();
  const ana = await stage.visitor();
  await ana.writes('Slowly');
  await ben.opens('Slowly');
  await ana.sees('Seen');
  await ben.answers('But surely');
  await ana.reads('But surely');
  await ana.writes('Indeed');
  await ben.reads('Indeed');
  expect(await ben.said).toEqual(['Slowly', 'But surely', 'Indeed']);
});
