import type { Page } from 'playwright-core';
import { Database } from '../../src/database/database';
import { DemoStatistics } from '../../src/demo/demo-statistics';
import { WebsitesService } from '../../src/workspaces/websites.service';
import { startApp, type RunningApp } from '../kit/app';
import { Stage } from './stage/stage';

let app: RunningApp;
let stage: Stage;
beforeAll(async () => {
  app = await startApp();
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner', Vera: 'viewer' });
}, 30_000);
afterAll(() => stage.strike());
afterEach(() => stage.clear());

/** What the browser says about a page, such as a breach of its policy. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

it('says how to get numbers while there are none', async () => {
  const page = await stage.signedIn('Ben');
  const complaints = complaintsOf(page);
  await page.goto(`${app.url}/inbox/open`);
  await page.locator('.rail').getByRole('link', { name: 'Statistics' }).click();
  await page.getByRole('heading', { name: 'Statistics' }).waitFor();
  await page.getByText('Nothing to show yet').waitFor();
  expect(await page.locator('table, canvas').count()).toBe(0);
  expect(complaints).toEqual([]);
});

describe('with two years of them', () => {
  beforeAll(async () => {
    const { workspaceId, websiteId: shop } = stage.team;
    const { id: workshop } = await app.app
      .get(WebsitesService, { strict: false })
      .add(workspaceId, { name: 'Workshop', domains: [] });
    await app.app.get(Database).transaction((tx) => new DemoStatistics().make(tx, workspaceId, { shop, workshop }, new Date()));
  });

  it('draws each table beside it, in the browser’s own colours, without a breach of the policy', async () => {
    const page = await stage.signedIn('Ben');
    const complaints = complaintsOf(page);
    await page.goto(`${app.url}/statistics`);
    await page.locator('bar-plot canvas').nth(4).waitFor();
    expect(await page.locator('.plot').count()).toBe(5);
    expect(await page.locator('.plot__table').count()).toBe(5);
    // Something is on the canvas, and by night it has another colour.
    const inkOf = () =>
      page
        .locator('bar-plot canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const byDay = await inkOf();
    expect(byDay.length).toBeGreaterThan(2_000);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(
      (before) => document.querySelector<HTMLCanvasElement>('bar-plot canvas')?.toDataURL() !== before,
      byDay,
    );
    expect(complaints).toEqual([]);
  });

  it('shows another range and another website by links, and draws again', async () => {
    const page = await stage.signedIn('Vera');
    const complaints = complaintsOf(page);
    await page.goto(`${app.url}/statistics`);
    const opened = page.locator('.figures__value').first();
    const all = Number((await opened.textContent())!.replace(/\D/g, ''));
    await page.getByRole('link', { name: 'Workshop' }).click();
    await page.locator('.segments__one[aria-current]', { hasText: 'Workshop' }).waitFor();
    const one = Number((await opened.textContent())!.replace(/\D/g, ''));
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(all);
    await page.getByRole('link', { name: '12 months' }).click();
    await page.locator('.segments__one[aria-current]', { hasText: '12 months' }).waitFor();
    expect(await page.locator('.plot__table').first().locator('tbody tr').count()).toBe(12);
    await page.locator('bar-plot canvas').nth(4).waitFor();
    expect(await page.locator('bar-plot canvas').count()).toBe(5);
    expect(complaints).toEqual([]);
  });

  it('works without JavaScript: the tables have the whole width', async () => {
    const page = await stage.signedIn('Vera', { javaScriptEnabled: false });
    await page.goto(`${app.url}/statistics?range=12m`);
    expect(await page.locator('canvas').count()).toBe(0);
    expect(await page.locator('bar-plot').first().isVisible()).toBe(false);
    const table = (await page.locator('.plot__table').first().boundingBox())!;
    const plot = (await page.locator('.plot').first().boundingBox())!;
    expect(table.width).toBeGreaterThan(plot.width * 0.9);
    await page.getByRole('link', { name: '7 days' }).click();
    expect(await page.locator('.plot__table').first().locator('tbody tr').count()).toBe(7);
  });

  it('fits on a phone', async () => {
    const page = await stage.signedIn('Ben', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.goto(`${app.url}/statistics`);
    await page.locator('bar-plot canvas').nth(4).waitFor();
    const main = page.locator('#main');
    expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
});
