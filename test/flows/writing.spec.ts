import { FakeServer } from '../../plugins/assist-openai/fake-server';
import type { Locator } from 'playwright-core';
import { startApp } from '../kit/app';
import { enablePlugin } from '../kit/plugins';
import type { Agent } from './stage/agent';
import { Stage } from './stage/stage';

/** Agent Ben is helped with what he writes; nothing leaves for the visitor before he sends it. */
let vendor: FakeServer;
let stage: Stage;
beforeAll(async () => {
  vendor = await FakeServer.open();
  const app = await startApp({ env: { PLUGIN_PRIVATE_NETWORK: '127.0.0.1' } });
  stage = await Stage.bare(app);
  await stage.furnish(app, { Ben: 'owner' });
  const settings = { address: vendor.address, model: 'llama3.1', operator: 'Alder' };
  await enablePlugin(app, stage.team.workspaceId, 'assist-openai', settings);
}, 60_000);
afterAll(async () => {
  await stage.strike();
  vendor.close();
});
beforeEach(() => vendor.works());
afterEach(() => stage.clear());

const panelOf = ({ thread }: Agent): Locator => thread.getByRole('region', { name: 'Help with writing' });
async function asks({ thread }: Agent, task: string): Promise<void> {
  await thread.getByText('Help me write').click();
  await thread.getByRole('button', { name: task }).click();
}
async function begins(question: string) {
  const ana = await stage.visitor();
  await ana.writes(question);
  const ben = await stage.agent('Ben');
  await ben.opens(question);
  return { ana, ben, panel: panelOf(ben) };
}

it('improves a reply: Ben sees the difference, accepts it, and sends it', async () => {
  const { ana, ben, panel } = await begins('Is it on its way?');
  await ben.reply.fill('we has send it');
  vendor.text = 'We have sent it.';
  await asks(ben, 'Improve');
  await panel.getByRole('button', { name: 'Accept' }).waitFor();
  expect(await panel.locator('del').allTextContents()).toEqual(['we has send']);
  expect(await panel.locator('ins').allTextContents()).toEqual(['We have sent', '.']);
  expect(await ben.reply.inputValue()).toBe('we has send it');
  await ben.page.waitForFunction(() => document.activeElement?.textContent === 'Accept');
  await ben.page.keyboard.press('Enter');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('We have sent it.');
  await ben.page.keyboard.press('Control+z');
  expect(await ben.reply.inputValue()).toBe('we has send it');
  await ben.page.keyboard.press('Control+Shift+z');
  expect(await ben.reply.inputValue()).toBe('We have sent it.');
  expect(await ana.said).not.toContain('We have sent it.');
  await ben.page.keyboard.press('Enter');
  await ana.reads('We have sent it.');
});

it('drafts a reply, and Ben discards it with a key', async () => {
  const { ben, panel } = await begins('Do you deliver to Porto?');
  vendor.text = 'Yes, within three days.';
  await asks(ben, 'Draft a reply');
  await panel.getByRole('button', { name: 'Accept' }).waitFor();
  await panel.getByText('Yes, within three days.').waitFor();
  expect(await panel.locator('del, ins').count()).toBe(0);
  await ben.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('');
  await ben.page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
});

it('summarises into a note, which the visitor never sees', async () => {
  const { ana, ben, panel } = await begins('The oak table is scratched');
  vendor.text = '- wants another table';
  await ben.page.keyboard.press('Escape');
  await ben.page.locator('body').press('w');
  await ben.thread.getByRole('button', { name: 'Summarise for a hand-over' }).click();
  await panel.getByRole('button', { name: 'Accept' }).click();
  await ben.note.waitFor();
  expect(await ben.note.inputValue()).toBe('- wants another table');
  await ben.note.press('Enter');
  await ben.messages.locator('.message--note:not(.message--pending)', { hasText: 'wants another table' }).waitFor();
  expect(await ana.said).toEqual(['The oak table is scratched']);
});

it('is stopped midway: what came can be kept below', async () => {
  const { ben, panel } = await begins('How long is the table?');
  await ben.reply.fill('it are long');
  vendor.text = 'It is long and wide.';
  vendor.trouble = 'stall';
  await asks(ben, 'Fix grammar');
  await panel.getByText('It is', { exact: false }).first().waitFor();
  await panel.getByRole('button', { name: 'Stop' }).click();
  await panel.getByText('Stopped. This is what came so far.').waitFor();
  await panel.getByRole('button', { name: 'Insert below' }).click();
  expect(await ben.reply.inputValue()).toMatch(/^it are long\n\nIt is/);
});

it('says so if the provider does not answer, keeps the text, and tries again', async () => {
  const { ben, panel } = await begins('Are you there?');
  await ben.reply.fill('yes we is');
  vendor.trouble = { status: 500 };
  await asks(ben, 'More formal');
  await panel.getByText('The writing provider did not answer. Your text is as it was.').waitFor();
  expect(await ben.reply.inputValue()).toBe('yes we is');
  expect(await panel.getByRole('button', { name: 'Accept' }).isVisible()).toBe(false);
  vendor.works();
  vendor.text = 'Yes, we are.';
  await panel.getByRole('button', { name: 'Try again' }).click();
  await panel.getByRole('button', { name: 'Accept' }).click();
  expect(await ben.reply.inputValue()).toBe('Yes, we are.');
});

it('checks the spelling without anybody else, and Ben chooses', async () => {
  const { ben, panel } = await begins('When does my parcel arrive?');
  await ben.reply.fill('Your parcell will arrive the the day after tommorow.');
  await asks(ben, 'Check spelling');
  await panel.getByRole('button', { name: 'Accept' }).waitFor();
  await panel.getByLabel('parcell').selectOption('parcels');
  await panel.getByLabel('tommorow').selectOption('Leave as it is');
  await panel.getByRole('button', { name: 'Accept' }).click();
  expect(await ben.reply.inputValue()).toBe('Your parcels will arrive the day after tommorow.');
  expect(vendor.asked).toEqual([]);
});

it('goes away when the message is sent, and does not follow to the next conversation', async () => {
  const { ana, ben, panel } = await begins('One more thing');
  await ben.reply.fill('yes');
  vendor.trouble = 'stall';
  vendor.text = 'Yes of course we do';
  await asks(ben, 'Friendlier');
  await panel.getByText('Yes', { exact: false }).first().waitFor();
  await ben.reply.press('Enter');
  await ana.reads('yes');
  await panel.waitFor({ state: 'hidden' });
  expect(await ben.reply.inputValue()).toBe('');
});
