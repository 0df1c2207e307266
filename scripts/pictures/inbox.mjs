import { timezoneId } from './demo.mjs';

/** Somebody of the team at the inbox. */
export class Inbox {
  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
    this.thread = page.locator('#thread');
    this.reply = this.thread.getByRole('textbox', { name: 'Reply', exact: true });
  }

  static async open(browser, { inbox, agents }, name, options = {}) {
    const desk = {
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
      locale: 'en-GB',
      timezoneId,
      colorScheme: 'light',
    };
    const context = await browser.newContext({ ...desk, ...options });
    const page = await context.newPage();
    const { email, password } = agents.find((agent) => agent.email.startsWith(name));
    page.setDefaultTimeout(10_000);
    await page.goto(inbox);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/inbox/);
    await page.goto(`${inbox}/open`);
    await page.locator('#status[data-state="live"]').waitFor({ state: 'attached' });
    return new Inbox(page, new URL(inbox).origin);
  }

  /** Opens the conversation with these words in its row. */
  async opens(words) {
    await this.page.locator('#conversation-list > li').filter({ hasText: words }).first().getByRole('link').click();
    await this.reply.waitFor();
  }

  async reads(words) {
    await this.opens(words);
    await this.thread.locator('.bubble').filter({ hasText: words }).last().waitFor();
  }

  /** On a telephone: from the conversation to the list. */
  async back() {
    await this.page.goto(`${this.origin}/inbox/open`);
  }

  async answers(to, words) {
    await this.opens(to);
    await this.reply.fill(words);
    await this.reply.press('Enter');
    await this.thread.locator('.message--team:not(.message--pending)').filter({ hasText: words }).waitFor();
  }

  async types(words) {
    await this.reply.pressSequentially(words, { delay: 30 });
  }

  async composes(words) {
    await this.reply.fill(words);
  }

  /** A picture once everything stands still. */
  async look(colorScheme = 'light') {
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await this.page.mouse.move(0, 0);
    await this.page.waitForTimeout(600);
    return this.page.screenshot();
  }
}
