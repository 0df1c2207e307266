import type { Locator, Page } from 'playwright-core';

export type Status = 'Sending…' | 'Sent' | 'Seen' | 'Not sent';
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Somebody on a website, with the chat in the corner. */
export class Visitor {
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly field: Locator;

  constructor(readonly page: Page) {
    this.launcher = page.getByRole('button', { name: 'Open chat' });
    this.panel = page.getByRole('dialog');
    this.log = this.panel.getByRole('log');
    this.field = this.panel.getByRole('textbox', { name: 'Message' });
  }

  async opens(): Promise<void> {
    if (await this.panel.isVisible()) return;
    await this.launcher.click();
    await this.panel.waitFor();
  }

  /** Writes and sends; waits until the server has it, unless told otherwise. */
  async writes(text: string, status: Status = 'Sent'): Promise<void> {
    await this.opens();
    await this.field.fill(text);
    await this.panel.getByRole('button', { name: 'Send', exact: true }).click();
    await this.reads(text);
    await this.sees(status);
  }

  async attaches(...files: TestFile[]): Promise<void> {
    await this.opens();
    await this.panel.locator('input[type=file]').setInputFiles(files);
  }

  /** Waits until a message with these words stands in the conversation. */
  reads(text: string): Promise<void> {
    return this.log.locator('.bubble').getByText(text, { exact: true }).waitFor();
  }

  /** What is said beneath the visitor's newest message; what was seen was sent as well. */
  sees(status: Status): Promise<void> {
    const said = status === 'Sent' ? /^(Sent|Seen)$/ : new RegExp(`^${status}$`);
    return this.log.getByText(said).last().waitFor();
  }

  get said(): Promise<string[]> {
    return this.log.locator('.bubble').allTextContents();
  }
}
