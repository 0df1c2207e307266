import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser as Chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { Database } from '../../../src/database/database';
import { Website } from '../../../src/workspaces/website.entity';
import { type RunningApp, startApp } from '../../kit/app';
import type { Browser } from '../../kit/browser';
import { furnish, signIn } from '../../kit/people';

/** What a page of the shop is like, beyond its script tag. */
export interface PageOptions {
  policy?: string;
  tags?: number;
}

/** A shop on an origin of its own with the widget on it, a server behind it, and an agent who answers. */
export class Shop {
  private pageOptions: PageOptions = {};
  private pages!: Server;
  private chromium!: Chromium;
  private agent!: Browser;
  server!: RunningApp;
  key!: string;
  /** Paths of what the widget asked the server for. */
  requests: string[] = [];

  static async open(): Promise<Shop> {
    const shop = new Shop();
    shop.server = await startApp();
    const team = await furnish(shop.server, 'Alder', { Ben: 'owner' });
    shop.agent = await signIn(shop.server, team.people.Ben!);
    shop.key = (await shop.server.app.get(Database).read.findOneByOrFail(Website, { id: team.websiteId })).key;
    shop.pages = createServer((_, response) => response.writeHead(200, shop.headers()).end(shop.html()));
    await new Promise<void>((done) => shop.pages.listen(0, '127.0.0.1', done));
    shop.chromium = await chromium.launch({
      executablePath: process.env.CHROMIUM,
      chromiumSandbox: false,
      args: ['--disable-gpu'],
    });
    return shop;
  }

  async close(): Promise<void> {
    await this.chromium.close();
    this.pages.close();
    await this.server.stop();
  }

  /** A new visitor in a browser of their own, on a page of the shop; `script` runs before the page's own. */
  async enter(pageOptions: PageOptions = {}, options: BrowserContextOptions = {}, script = ''): Promise<Page> {
    this.pageOptions = pageOptions;
    this.requests = [];
    const context = await this.chromium.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
    await context.addInitScript({ content: script });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (request.url().startsWith(this.server.url)) this.requests.push(new URL(request.url()).pathname);
    });
    page.on('websocket', (socket) => this.requests.push(new URL(socket.url()).pathname));
    await page.goto(this.address());
    return page;
  }

  address(path = '/'): string {
    return `http://127.0.0.1:${(this.pages.address() as AddressInfo).port}${path}`;
  }

  /** Ben answers in the conversation that was written in last. */
  async answer(body: string): Promise<void> {
    const posted = this.server.events.filter(({ name }) => name === 'message.posted').at(-1);
    const { conversationId } = posted!.event as { conversationId: string };
    const id = crypto.randomUUID();
    const { status, text } = await this.agent.postJson(`/inbox/conversations/${conversationId}/messages`, {
      id,
      kind: 'reply',
      body,
    });
    if (status !== 201) throw new Error(`Ben could not answer: ${status} ${text}`);
  }

  private headers(): Record<string, string> {
    const policy = this.pageOptions.policy
      ?.replaceAll('SOCKET', this.server.url.replace('http', 'ws'))
      .replaceAll('SERVER', this.server.url);
    return { 'Content-Type': 'text/html; charset=utf-8', ...(policy && { 'Content-Security-Policy': policy }) };
  }

  private html(): string {
    const tag = `<script async nonce="abc" src="${this.server.url}/widget.js" data-website="${this.key}"></script>`;
    return `<!doctype html><html lang="en"><title>Alder</title><main><h1>Tables</h1></main>${tag.repeat(this.pageOptions.tags ?? 1)}</html>`;
  }
}

export const launcher = (page: Page) => page.getByRole('button', { name: 'Open chat' });
export const panel = (page: Page) => page.getByRole('dialog');
export const said = (page: Page) => page.getByRole('log').locator('.bubble').allTextContents();

/** Opens the chat and writes; waits until the server has it, unless told otherwise. */
export async function write(page: Page, text: string, status: 'Sent' | 'Seen' | 'Sending…' | 'Not sent' = 'Sent'): Promise<void> {
  if (!(await panel(page).isVisible())) await launcher(page).click();
  await panel(page).getByRole('textbox', { name: 'Message' }).fill(text);
  await panel(page).getByRole('button', { name: 'Send' }).click();
  await panel(page).getByText(status, { exact: true }).last().waitFor();
}
