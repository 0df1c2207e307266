import type { Page } from 'playwright-core';
import { Stage } from './stage/stage';

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Things to tap that are smaller than a thumb, 44 pixels, in either direction. */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    const roots: ParentNode[] = [document, ...[...document.querySelectorAll('parlour-chat')].map((host) => host.shadowRoot!)];
    const targets = roots.flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>('button, summary, select, textarea, .rail__link, .row__link'),
    ]);
    return targets
      .filter((target) => target.checkVisibility() && !target.closest('.visually-hidden'))
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ target, box }) => `${target.className} ${Math.round(box.width)} × ${Math.round(box.height)}`);
  });

it('fits an agent and a visitor on phones', async () => {
  const ana = await stage.visitor(phone);
  await ana.writes('Hello from the bus');
  const ben = await stage.agent('Ben', phone);
  expect(await overflow(ben.page)).toBe(0);
  expect(await ben.thread.isVisible()).toBe(false);
  await ben.row('Hello from the bus').getByRole('link').tap();
  await ben.reads('Hello from the bus');
  expect(await ben.rows.first().isVisible()).toBe(false);
  expect(await overflow(ben.page)).toBe(0);
  await ben.reply.fill('Hello from the shop');
  await ben.thread.getByRole('button', { name: 'Send' }).tap();
  await ana.reads('Hello from the shop');
  expect(await ana.panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  expect(await overflow(ana.page)).toBe(0);
  expect([await tooSmall(ben.page), await tooSmall(ana.page)]).toEqual([[], []]);
  await ben.thread.getByRole('link', { name: 'Back to the list' }).tap();
  await ben.rows.first().waitFor();
  expect(await tooSmall(ben.page)).toEqual([]);
});

it.each(['workspace', 'websites', 'agents', 'outbox'])('fits the settings on a phone: %s', async (section) => {
  const page = await stage.signedIn('Ben', phone);
  await page.goto(`${stage.server.url}/settings/${section}`);
  expect(await overflow(page)).toBe(0);
});

it('reads from right to left in Arabic', async () => {
  const ana = await stage.visitor({ locale: 'ar' });
  await ana.page.getByRole('button', { name: 'فتح' }).first().click();
  const panel = ana.page.getByRole('dialog');
  await panel.getByRole('textbox').fill('مرحبا');
  await panel.getByRole('textbox').press('Enter');
  await panel.locator('.bubble', { hasText: 'مرحبا' }).waitFor();
  const box = (await panel.boundingBox())!;
  const bubble = (await panel.locator('.bubble').boundingBox())!;
  expect(box.x).toBeLessThan(100);
  expect(bubble.x - box.x).toBeLessThan(box.x + box.width - bubble.x - bubble.width);
});
