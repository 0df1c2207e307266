import { Stage } from './stage/stage';

/** Two agents in the same inbox, at the same time. */
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set({ Ben: 'owner', Cleo: 'agent' });
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('shows each what the other does', async () => {
  const [ben, cleo] = [await stage.agent('Ben'), await stage.agent('Cleo')];
  const [ana, dan] = [await stage.visitor(), await stage.visitor()];
  await ana.writes('Ana here');
  await dan.writes('Dan here');
  for (const agent of [ben, cleo]) {
    await agent.row('Ana here').waitFor();
    expect(await agent.rows.locator('.row__preview').allInnerTexts()).toEqual(['Dan here', 'Ana here']);
    expect(await agent.page.locator('.rail .count-open').last().textContent()).toBe('2');
  }
  await ana.writes('Ana again');
  for (const agent of [ben, cleo]) {
    await agent.rows.first().getByText('Ana again').waitFor();
    expect(await agent.rows.count()).toBe(2);
  }

  await ben.opens('Ana again');
  await cleo.opens('Ana again');
  await ben.thread.getByText('Cleo is looking').waitFor();
  await cleo.thread.getByText('Ben is looking').waitFor();
  await cleo.reply.pressSequentially('I will');
  await ben.thread.getByText('Cleo is writing a reply…').waitFor();
  await Promise.all([ben.answers('From Ben'), cleo.answers('From Cleo')]);
  for (const person of [ben, cleo, ana]) {
    await person.reads('From Ben');
    await person.reads('From Cleo');
  }
  expect(await cleo.said).toEqual(await ben.said);
  expect(await ana.said).toEqual(await ben.said);
});

it('goes on to the next page without waiting for an answer', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('Take your time');
  await ben.opens('Take your time');
  await ben.page.route('**/assignment', async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await ben.page.route('**/inbox/mine', async (route) => {
    await new Promise((later) => setTimeout(later, 800));
    await route.continue();
  });
  await ben.thread.locator('summary', { hasText: 'Assign' }).click();
  await ben.thread.getByRole('button', { name: 'Assign to me' }).click();
  await ben.list('Mine');
  await ben.page.getByRole('heading', { name: 'Mine' }).waitFor();
  await ben.row('Take your time').waitFor();
  await ben.opens('Take your time');
});

it('shows both who has it', async () => {
  const [ben, cleo] = [await stage.agent('Ben'), await stage.agent('Cleo', {}, '/inbox/mine')];
  const before = Number(await cleo.page.locator('.rail .count-mine').textContent());
  const ana = await stage.visitor();
  await ana.writes('For Cleo, please');
  await ben.opens('For Cleo, please');
  await ben.thread.locator('summary', { hasText: 'Assign' }).click();
  await ben.thread.getByRole('button', { name: 'Cleo' }).click();
  await cleo.row('For Cleo, please').waitFor();
  await cleo.page
    .locator('.rail .count-mine')
    .getByText(String(before + 1))
    .waitFor();
  await ben.row('For Cleo, please').getByTitle('Assigned to Cleo').waitFor();
  await ben.thread.getByText('Ben gave the conversation to Cleo').waitFor();
  await cleo.opens('For Cleo, please');
  await cleo.thread.getByRole('button', { name: 'Close conversation' }).click();
  await ben.thread.getByRole('button', { name: 'Reopen' }).waitFor();
  await cleo.row('For Cleo, please').waitFor({ state: 'detached' });
  await ben.row('For Cleo, please').waitFor({ state: 'detached' });
});
