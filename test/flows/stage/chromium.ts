import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** The browser that all people of a story use, each with a context of their own. */
export function launchChromium(): Promise<Browser> {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  return chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: false, args });
}

export async function keepPictures(browser: Browser, folder: string): Promise<void> {
  const { currentTestName = 'story' } = expect.getState();
  const pages = browser.contexts().flatMap((context) => context.pages());
  const nameOf = (index: number) => `${currentTestName.replaceAll(/\W+/g, '-')}-${index}.png`;
  await Promise.all(pages.map((page, index) => page.screenshot({ path: join(folder, nameOf(index)) })));
}
