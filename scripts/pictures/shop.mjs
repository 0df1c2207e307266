import { timezoneId } from './demo.mjs';

/** Somebody on the shop's website, with the widget open. */
export class Shop {
  constructor(page) {
    this.page = page;
    this.panel = page.getByRole('dialog');
    this.field = this.panel.getByRole('textbox', { name: 'Message', exact: true });
  }

  static async open(browser, address, options = {}) {
    const desk = {
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
      locale: 'en-GB',
      timezoneId,
      colorScheme: 'light',
    };
    const context = await browser.newContext({ ...desk, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address);
    await page.getByRole('button', { name: 'Open chat' }).click();
    const shop = new Shop(page);
    await shop.field.waitFor();
    return shop;
  }

  async writes(words) {
    await this.field.fill(words);
    await this.field.press('Enter');
    await this.reads(words);
  }

  /** Waits until the server has the last message. */
  isSent() {
    return this.panel.getByText('Sent', { exact: true }).last().waitFor();
  }

  /** Answers the question where to write to. */
  async introduces(name, email) {
    await this.panel.getByLabel('Name').fill(name);
    await this.panel.getByLabel('Email').fill(email);
    await this.panel.getByRole('button', { name: 'Save' }).click();
    await this.panel.getByLabel('Email').waitFor({ state: 'hidden' });
  }

  async types(words) {
    await this.field.pressSequentially(words, { delay: 30 });
  }

  async reads(words) {
    await this.panel.getByRole('log').getByText(words).last().waitFor();
  }

  /** Waits until the panel says that somebody of the team writes. */
  async sees(name) {
    await this.panel
      .getByText(new RegExp(`${name}.*(typing|writ)`))
      .first()
      .waitFor({ timeout: 3000 })
      .catch(() => undefined);
  }

  async look() {
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.page.mouse.move(0, 0);
    await this.page.waitForTimeout(600);
    return this.page.screenshot();
  }
}
