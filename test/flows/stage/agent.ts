import type { Locator, Page } from 'playwright-core';

/** Somebody of the team, in the inbox. */
export class Agent {
  readonly rows: Locator;
  readonly thread: Locator;
  readonly messages: Locator;
  readonly reply: Locator;
  readonly note: Locator;

  constructor(readonly page: Page) {
    this.rows = page.locator('#conversation-list > li');
    this.thread = page.locator('#thread');
    this.messages = this.thread.locator('.messages');
    this.reply = this.thread.getByRole('textbox', { name: 'Reply', exact: true });
    this.note = this.thread.getByRole('textbox', { name: 'Note', exact: true });
  }

  list(name: 'Mine' | 'Unassigned' | 'All open' | 'Closed'): Promise<void> {
    return this.page.locator('.rail__link--list').filter({ hasText: name }).click();
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** Opens the conversation whose newest message is this. */
  async opens(text: string): Promise<void> {
    await this.row(text).getByRole('link').click();
    await this.reads(text);
    await this.reply.waitFor();
  }

  /** Answers; waits until the server has it, unless told otherwise. */
  async answers(text: string, status: 'sent' | 'seen' | 'pending' | 'failed' = 'sent'): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press('Enter');
    await this.sees(text, status);
  }

  async notes(text: string): Promise<void> {
    await this.thread.getByRole('button', { name: 'Note', exact: true }).click();
    await this.note.fill(text);
    await this.thread.getByRole('button', { name: 'Add note' }).click();
    await this.messages.locator('.message--note:not(.message--pending)', { hasText: text }).waitFor();
  }

  /** Waits until a message with these words stands in the thread. */
  reads(text: string): Promise<void> {
    return this.messages.locator('.bubble').getByText(text, { exact: true }).waitFor();
  }

  /** Waits until one of our own messages has come so far. */
  async sees(text: string, status: 'sent' | 'seen' | 'pending' | 'failed'): Promise<void> {
    const message = this.messages.locator('.message--team', {
      has: this.page.locator('.bubble').getByText(text, { exact: true }),
    });
    const states = status === 'sent' ? ['sent', 'seen'] : [status];
    await message.locator(states.map((state) => `.message__state[data-state="${state}"]`).join()).waitFor();
  }

  get said(): Promise<string[]> {
    return this.messages.locator('.bubble').allTextContents();
  }
}
