import { startApp, type RunningApp } from '../kit/app';
import { EventBus } from '../../src/events/event-bus';

const env = { REDIS_URL: process.env.PARLOUR_TEST_REDIS ?? '', SECRET_KEY: 'k'.repeat(32) };
const event = { workspaceId: 'w', websiteId: 's' };

describe('two nodes', () => {
  let first: RunningApp;
  let second: RunningApp;

  beforeAll(async () => {
    first = await startApp({ env });
    second = await startApp({ env });
  });
  afterAll(async () => {
    await first.stop();
    await second.stop();
  });

  it('hear of each other what happened, once and in order, and themselves only directly', async () => {
    const here: string[] = [];
    const there: string[] = [];
    first.app.get(EventBus).on('website.changed', ({ websiteId }) => void here.push(websiteId));
    const arrived = new Promise<void>((resolve) => {
      second.app.get(EventBus).on('website.changed', ({ websiteId }) => {
        there.push(websiteId);
        if (there.length === 3) resolve();
      });
    });
    for (const websiteId of ['1', '2', '3']) first.app.get(EventBus).publish('website.changed', { ...event, websiteId });
    await arrived;
    expect(there).toEqual(['1', '2', '3']);
    expect(here).toEqual(['1', '2', '3']);
  });
});
