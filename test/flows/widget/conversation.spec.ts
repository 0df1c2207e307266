import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { launcher, panel, said, Shop, write } from './shop';

/** What Ana does in the widget, and finds again. */
jest.setTimeout(30_000);

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const field = (page: Page) => panel(page).getByRole('textbox', { name: 'Message' });
const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[type=file]').setInputFiles(files);

it('finds her conversation on the next page, and half a thought as well', async () => {
  const page = await shop.enter();
  await write(page, 'Is the oak table still there?');
  await shop.answer('Yes, two of them.');
  await panel(page).getByText('Yes, two of them.').waitFor();
  await field(page).fill('Then I would');
  await page.goto(shop.address('/tables'));
  await launcher(page).click();
  await panel(page).getByText('Yes, two of them.').waitFor();
  expect(await said(page)).toEqual(['Is the oak table still there?', 'Yes, two of them.']);
  expect(await field(page).inputValue()).toBe('Then I would');
  await page.context().close();
});

it('is told of an answer while the panel is closed, until she has read it', async () => {
  const page = await shop.enter();
  await write(page, 'Hello');
  await page.keyboard.press('Escape');
  await shop.answer('Good morning.');
  await page.getByRole('status').getByText('Good morning.').waitFor();
  expect(await page.locator('.badge').textContent()).toBe('1');
  await page.goto(shop.address('/tables'));
  await page.getByRole('button', { name: 'Good morning.' }).click();
  await panel(page).getByText('Good morning.').waitFor();
  await page.keyboard.press('Escape');
  await launcher(page).waitFor();
  expect(await page.locator('.badge').isVisible()).toBe(false);
  await page.context().close();
});

it('sees her other tab follow', async () => {
  const page = await shop.enter();
  const other = await page.context().newPage();
  await other.goto(shop.address('/tables'));
  await launcher(other).click();
  await page.bringToFront();
  await write(page, 'From one tab');
  await other.getByRole('log').getByText('From one tab').waitFor();
  await other.bringToFront();
  await write(other, 'From the other');
  await page.getByRole('log').getByText('From the other').waitFor();
  expect(await said(page)).toEqual(await said(other));
  await page.context().close();
});

it('sends a picture and a file, and gets both back', async () => {
  const page = await shop.enter();
  await launcher(page).click();
  const room = { create: { width: 640, height: 400, channels: 3 as const, background: '#aa8866' } };
  await choose(page, [
    { name: 'my room.png', mimeType: 'image/png', buffer: await sharp(room).png().toBuffer() },
    { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Four by five.') },
  ]);
  await field(page).fill('This is the room.');
  await page.locator('.send:enabled').click();
  await panel(page).getByText('Sent', { exact: true }).waitFor();
  await page.reload();
  await launcher(page).click();
  await page.locator('.painted').waitFor();
  expect(await page.getByRole('img', { name: 'my room.png' }).isVisible()).toBe(true);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'plan.txt' }).click()]);
  expect(download.suggestedFilename()).toBe('plan.txt');
  await page.context().close();
});

it('learns at once what cannot be sent', async () => {
  const page = await shop.enter();
  await launcher(page).click();
  await choose(page, [{ name: 'film.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(11 * 1024 * 1024) }]);
  await panel(page).getByText('film.mov is larger than 10 MB.').waitFor();
  await field(page).fill('x'.repeat(8001));
  await panel(page).getByText('This text is too long').waitFor();
  expect(await panel(page).getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.context().close();
});

it('reads further back without losing her place, and hears of news below', async () => {
  const page = await shop.enter();
  await write(page, 'Tell me a story.');
  for (let line = 1; line <= 70; line += 1) await shop.answer(`Line ${line}.`);
  await page.reload();
  await launcher(page).click();
  await panel(page).getByText('Line 70.', { exact: true }).waitFor();
  expect((await said(page)).length).toBe(50);
  await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo({ top: 50 }));
  const before = await panel(page).getByText('Line 24.', { exact: true }).boundingBox();
  await page.locator('.bubble').nth(70).waitFor({ state: 'attached' });
  const after = await panel(page).getByText('Line 24.', { exact: true }).boundingBox();
  expect(Math.abs(before!.y - after!.y)).toBeLessThan(3);
  expect(await said(page)).toEqual(['Tell me a story.', ...Array.from({ length: 70 }, (_, index) => `Line ${index + 1}.`)]);
  await shop.answer('The end.');
  await panel(page).getByRole('button', { name: 'New messages' }).click();
  await panel(page).getByText('The end.').waitFor();
  await page.context().close();
});

it('starts again, quietly, when the server has forgotten her', async () => {
  const page = await shop.enter();
  await write(page, 'Hello');
  await page.evaluate(`localStorage.setItem('parlour:${shop.key}', JSON.stringify({ token: 'nobody-knows-this-token' }))`);
  await page.goto(shop.address('/tables'));
  await write(page, 'It is me again');
  expect(await said(page)).toEqual(['It is me again']);
  await page.context().close();
});
