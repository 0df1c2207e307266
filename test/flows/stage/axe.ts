import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const look = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations, passes }) => (passes.length ? violations : [{ id: 'nothing was looked at', nodes: [] }]).map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`;

/** The server's pages have a policy against foreign scripts; axe-core is one. */
export const unguarded = { bypassCSP: true };

/** What axe-core objects to, by day and by night; every colour is there at once, without the way to it. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(250);
    for (const violation of (await page.evaluate(look)) as string[]) found.push(`${colorScheme}: ${violation}`);
  }
  return found;
}
