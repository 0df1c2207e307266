import type { Locator, Page } from 'playwright-core';
import { until } from '../../kit/until';

/** What a website says first, on somebody's page. */
export class FirstWord {
  readonly teaser: Locator;

  constructor(readonly page: Page) {
    this.teaser = page.locator('.teaser');
  }

  button(name: string): Locator {
    return this.teaser.getByRole('button', { name, exact: true });
  }

  /**
   * Whether anything is said on this page, where it would be at once: the part that speaks is there, and a later timer of the
   * page has run, which it does after all earlier ones.
   */
  async isSaid(): Promise<boolean> {
    await this.page.locator('.teaser-place').waitFor({ state: 'attached' });
    await this.page.evaluate('new Promise((done) => setTimeout(done, 50))');
    return this.teaser.isVisible();
  }

  /** Keys of the browser's storage. */
  kept(): Promise<string[]> {
    return this.page.evaluate('Object.keys(localStorage).sort()');
  }

  /** What is kept of what was shown; undefined: nothing. */
  async recalled(): Promise<{ shown: Record<string, number>; visits: number } | undefined> {
    const key = (await this.kept()).find((name) => name.endsWith(':shown'));
    const text = key && ((await this.page.evaluate(`localStorage.getItem('${key}')`)) as string);
    return text ? (JSON.parse(text) as { shown: Record<string, number>; visits: number }) : undefined;
  }

  focused(): Promise<string> {
    return this.page.evaluate(
      "(document.querySelector('parlour-chat').shadowRoot.activeElement ?? document.activeElement).className",
    );
  }
}

/** Resolves once the server has told this page where its visitor stands. To be called before the page is opened. */
export function standingTold(page: Page): () => Promise<void> {
  let told = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => void (told += String(payload).includes('"conversation.state"') ? 1 : 0)),
  );
  return () => until('the server told where the visitor stands', () => told > 0);
}
