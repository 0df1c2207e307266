import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '../../kit/browser';
import { ResumingClient } from '../../kit/resuming-client';
import { ServerProcess } from '../../kit/server-process';
import { Spy } from '../../kit/spy';
import { until } from '../../kit/until';
import { VisitorClient } from '../../kit/visitor-client';
import { publishAs } from '../../kit/plugins';

const crashes = process.env.PARLOUR_TEST_DATABASE ? 2 : 6;
jest.setTimeout(150_000);

let spy: Spy;
let server: ServerProcess;
let visitors: ResumingClient[] = [];

beforeAll(async () => {
  spy = await Spy.open();
  spy.plugin('event-spy', { privacy: { fields: ['message.body'] } });
  server = await ServerProcess.start(spy.env);
  const { owner, websiteKey } = await server.setUp();
  await enable(owner);
  visitors = await Promise.all(
    ['Ana', 'Bo', 'Cleo', 'Dina'].map(async (name, index) => {
      const visitor = await VisitorClient.welcome(server.url, websiteKey);
      return new ResumingClient(name, visitor, index % 2 ? 'http' : 'socket');
    }),
  );
});
afterAll(async () => {
  for (const visitor of visitors) visitor.abandon();
  await server?.remove();
  await spy?.close();
});

/** As an owner does, who read the sheet. */
async function enable(owner: Browser): Promise<void> {
  const page = '/settings/plugins/event-spy';
  const [, sheet] = /name="sheet" value="([^"]+)"/.exec((await owner.get(page)).text)!;
  const { status, text } = await owner.post(`${page}/enabling`, {
    sheet,
    country: 'PT',
    'setting.vendor': spy.settings.vendor,
  });
  if (status !== 303) throw new Error(`${status} ${text.slice(0, 2000)}`);
  await publishAs(owner);
}

const heard = (name: string) =>
  spy.told
    .flatMap(({ argument }) => (argument.fields?.['message.body'] as string | undefined) ?? [])
    .filter((body) => body.startsWith(`${name} `));

it(`killed ${crashes} times while it delivers, it loses no event and changes no order`, async () => {
  for (const visitor of visitors) visitor.start();
  for (let crash = 0; crash < crashes; crash++) {
    await wait(randomInt(300, 900));
    await server.kill();
    await server.start();
  }
  await Promise.all(visitors.map((visitor) => visitor.finish()));
  const written = (visitor: ResumingClient) => [...visitor.acked.values()].map(({ body }) => body);
  await until(
    'everything was told',
    () => visitors.every((visitor) => new Set(heard(visitor.name)).size >= written(visitor).length),
    100_000,
  );
  for (const visitor of visitors) {
    expect(visitor.faults).toEqual([]);
    const bodies = heard(visitor.name);
    // At least once: the first time that each was told is in the order in which they were written.
    expect([...new Set(bodies)]).toEqual(written(visitor));
    expect(written(visitor).length).toBeGreaterThan(crashes);
    // What is told again is what was under way when the process died, and never more than that.
    expect(bodies.length - new Set(bodies).size).toBeLessThanOrEqual(crashes);
  }
  // What is told again has the identifier that it had.
  const ids = new Map<unknown, Set<unknown>>();
  for (const { argument } of spy.told.filter(({ argument: { name } }) => name === 'message.posted')) {
    const of = ids.get(argument.ids!.messageId) ?? new Set();
    ids.set(argument.ids!.messageId, of.add(argument.id));
  }
  for (const of of ids.values()) expect(of.size).toBe(1);
});
