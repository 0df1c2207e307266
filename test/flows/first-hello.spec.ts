import { paper, picture } from './stage/files';
import { Stage } from './stage/stage';

/** From the first hello to the answer, and all that belongs to a conversation. */
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set({ Ben: 'owner', Cleo: 'agent' });
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

it('says how a message fares: sent, seen, answered', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('Where is my order?');
  await ben.opens('Where is my order?');
  await ana.sees('Seen');
  await ben.reply.pressSequentially('It left');
  await ana.panel.getByText('Ben is writing…').waitFor();
  await ben.answers('It left this morning.');
  await ana.reads('It left this morning.');
  await ana.log.getByText('Ben', { exact: true }).waitFor();
  await ben.sees('It left this morning.', 'seen');
  await ana.panel.getByText('Ben is writing…').waitFor({ state: 'hidden' });
  await ana.field.pressSequentially('Thank');
  await ben.thread.getByText('The visitor is writing…').waitFor();
});

it('shows a message before the server has it', async () => {
  const ana = await stage.visitor();
  await ana.opens();
  let letThrough = () => {};
  const held = new Promise<void>((done) => (letThrough = done));
  await ana.page.route('**/widget/v1/visitors', async (route) => {
    await held;
    await route.continue();
  });
  await ana.writes('Anybody there?', 'Sending…');
  letThrough();
  await ana.sees('Sent');
  expect(await ana.said).toEqual(['Anybody there?']);
});

it('carries pictures and papers both ways', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.attaches(await picture('sofa.png'), paper('receipt.pdf'));
  await ana.writes('This one, please');
  await ben.opens('This one, please');
  const photo = ben.messages.getByRole('img', { name: 'sofa.png' });
  await photo.waitFor();
  await ben.page.waitForFunction((image) => (image as HTMLImageElement).naturalWidth === 640, await photo.elementHandle());
  expect(await ben.messages.locator('.picture, .file').last().getAttribute('class')).toBe('file');
  const download = ben.page.waitForEvent('download');
  await ben.messages.getByRole('link', { name: 'receipt.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('receipt.pdf');

  await ben.thread.locator('input[type=file]').setInputFiles([await picture('in-oak.png', 300, 900), paper('offer.pdf')]);
  await ben.thread.locator('.upload--done').nth(1).waitFor();
  await ben.answers('Here you are');
  await ana.log.locator('.picture.painted').getByRole('img', { name: 'in-oak.png' }).waitFor();
  await ben.messages.getByRole('img', { name: 'in-oak.png' }).waitFor();
  const saved = ana.page.waitForEvent('download');
  await ana.log.getByRole('button', { name: 'offer.pdf' }).click();
  expect((await saved).suggestedFilename()).toBe('offer.pdf');
});

it('tells how far a file is, and takes it back', async () => {
  const ana = await stage.visitor();
  await ana.opens();
  await ana.page.route('**/widget/v1/uploads', () => undefined);
  await ana.attaches(paper('receipt.pdf'));
  await ana.panel.getByRole('progressbar', { name: 'Uploading receipt.pdf' }).waitFor();
  await ana.field.fill('With a receipt');
  expect(await ana.panel.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await ana.panel.getByRole('button', { name: 'Remove receipt.pdf' }).click();
  expect(await ana.panel.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(false);
});

it('keeps a note within the team', async () => {
  const ana = await stage.visitor();
  const frames: string[] = [];
  ana.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
  await ana.writes('May I pay later?');
  const [ben, cleo] = [await stage.agent('Ben'), await stage.agent('Cleo')];
  await ben.opens('May I pay later?');
  await cleo.opens('May I pay later?');
  await ben.notes('She always pays in the end.');
  await cleo.reads('She always pays in the end.');
  expect(await cleo.messages.locator('.message--note').getByText('Note', { exact: true }).count()).toBe(1);
  await ben.thread.getByRole('button', { name: 'Reply', exact: true }).click();
  await ben.answers('Of course.');
  await ana.reads('Of course.');
  expect(await ana.said).toEqual(['May I pay later?', 'Of course.']);
  expect(frames.join()).not.toContain('She always');
  await ana.page.reload();
  await ana.opens();
  await ana.reads('Of course.');
  expect(await ana.said).toEqual(['May I pay later?', 'Of course.']);
});

it('is tagged, taken, closed, and opened again by a word', async () => {
  const ben = await stage.agent('Ben', {}, '/inbox/unassigned');
  const ana = await stage.visitor();
  await ana.writes('Is oak in stock?');
  await ben.opens('Is oak in stock?');
  const tag = ben.thread.getByRole('combobox', { name: 'Add a tag' });
  await tag.fill('stock');
  await tag.press('Enter');
  await ben.thread.getByRole('button', { name: 'Remove tag stock' }).waitFor();
  await ben.thread.locator('summary', { hasText: 'Assign' }).click();
  await ben.thread.getByRole('button', { name: 'Assign to me' }).click();
  await ben.thread.locator('summary', { hasText: 'Ben' }).waitFor();
  await ben.row('Is oak in stock?').waitFor({ state: 'detached' });
  await ben.list('Mine');
  await ben.row('Is oak in stock?').getByText('stock', { exact: true }).waitFor();
  await ben.opens('Is oak in stock?');
  await ben.thread.getByRole('button', { name: 'Close conversation' }).click();
  await ben.thread.getByText('Ben closed the conversation').waitFor();
  await ana.panel.getByText('This conversation is closed. Write to open it again.').waitFor();
  await ben.row('Is oak in stock?').waitFor({ state: 'detached' });
  await ana.writes('One more thing');
  await ben.row('One more thing').waitFor();
  await ben.reads('One more thing');
  await ben.thread.getByRole('button', { name: 'Close conversation' }).click();
  await ben.thread.getByRole('button', { name: 'Reopen' }).click();
  await ben.thread.getByText('Ben reopened the conversation').last().waitFor();
});

it('is there on the next page, and when the browser comes back another day', async () => {
  const ben = await stage.agent('Ben');
  const ana = await stage.visitor();
  await ana.writes('Do you deliver on Sunday?');
  await ben.opens('Do you deliver on Sunday?');
  await ben.answers('On Saturday.');
  await ana.reads('On Saturday.');
  await ana.page.getByRole('link', { name: 'Chairs' }).click();
  await ana.opens();
  await ana.reads('On Saturday.');
  const storageState = await ana.page.context().storageState();
  await ana.page.context().close();
  await ben.answers('Or on Monday.');
  const again = await stage.visitor({ storageState });
  await again.page.getByRole('button', { name: 'Or on Monday.' }).waitFor();
  await again.opens();
  expect(await again.said).toEqual(['Do you deliver on Sunday?', 'On Saturday.', 'Or on Monday.']);
  await ben.sees('Or on Monday.', 'seen');
});
