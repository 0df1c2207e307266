import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type RunningApp, startApp } from '../kit/app';
import { Agent } from './stage/agent';
import { Site } from './stage/site';
import { Stage } from './stage/stage';

/** From the link that the server prints to the first answer. */
let server: RunningApp;
let stage: Stage;
beforeAll(async () => {
  server = await startApp();
  stage = await Stage.bare(server);
}, 30_000);
afterAll(() => stage.strike());

async function setUp(page: Page): Promise<void> {
  await page.goto(readFileSync(join(server.settings.DATA_DIR, 'setup-link'), 'utf8').trim());
  await page.getByLabel('Your name').fill('Ben Okafor');
  await page.getByLabel('Email', { exact: true }).fill('ben@alder.example');
  await page.getByLabel('Password').fill('a good long sentence');
  await page.getByLabel('Workspace').fill('Alder');
  await page.getByLabel('Postal address').fill('1 Mill Lane, Porto');
  await page.getByLabel('First website').fill('Alder shop');
  await page.getByLabel('Its domain').fill('127.0.0.1');
  await page.getByRole('button', { name: 'Set up and go on' }).click();
  await page.getByText('Waiting for the first hello').waitFor();
}

it('leads from a link to the first answer', async () => {
  const page = await stage.page();
  await setUp(page);
  const snippet = (await page.locator('pre').first().textContent()) ?? '';
  const [, key] = /^<script async src="[^"]+\/widget\.js" data-website="([^"]+)"><\/script>$/.exec(snippet.trim()) ?? [];
  stage.site = await Site.open(server.url, key!);
  const preview = page.frameLocator('iframe');
  await preview.getByRole('button', { name: 'Open chat' }).waitFor();

  const ana = await stage.visitor();
  await ana.writes('Is anybody there?');
  await page.getByText('The first hello has arrived').waitFor();
  await page.getByRole('link', { name: 'Open the conversation' }).click();

  const ben = new Agent(page);
  await ben.reads('Is anybody there?');
  await ben.reply.pressSequentially('Yes');
  await ana.panel.getByText('Ben Okafor is writing…').waitFor();
  await ben.answers('Yes, I am.');
  await ana.reads('Yes, I am.');
  await ana.log.getByText('Ben Okafor', { exact: true }).waitFor();
  expect(await ana.said).toEqual(['Is anybody there?', 'Yes, I am.']);
});

it('opens once', async () => {
  const page = await stage.page();
  const answer = await page.goto(`${server.url}/setup?key=${'a'.repeat(43)}`);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
});

it('tries the chat in the preview, as a visitor would', async () => {
  const page = stage.chromium.contexts()[0]!.pages()[0]!;
  await page.goto(`${server.url}/settings/websites`);
  await page.getByRole('link', { name: 'Install' }).first().click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Open chat' }).click();
  await frame.getByRole('textbox', { name: 'Message' }).fill('From the preview');
  await frame.getByRole('button', { name: 'Send', exact: true }).click();
  await frame.getByText('Sent', { exact: true }).waitFor();
});
