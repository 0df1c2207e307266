import { OutboxService } from '../../src/outbox/outbox.service';
import { startApp, type RunningApp } from '../kit/app';
import { Browser } from '../kit/browser';
import { signIn } from '../kit/people';
import { count, rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';
import { until } from '../kit/until';

const day = 86_400_000;

/** A comment or a question about privacy is not lost: it becomes a case, and its time counts from its receipt. */
describe('P14 questions about privacy', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  interface Row {
    id: string;
    state: string;
    received_at: number;
    due_at: number;
  }
  const newest = async () => (await rowsOf<Row>(server, 'SELECT * FROM privacy_case ORDER BY id DESC LIMIT 1'))[0];
  const ways: Record<string, () => Promise<unknown>> = {
    'in the widget': async () => {
      const ana = await shop.visitor();
      await ana.say('Hello');
      return ana.call('POST', 'privacy/requests', { kind: 'question', body: 'What do you keep?', language: 'en' });
    },
    'by the form': () =>
      new Browser(server.url).post(`/privacy/${shop.workspaceId}/request`, {
        kind: 'question',
        email: 'ana@example.com',
        body: 'What?',
      }),
    'by mail or telephone, entered by the team': async () =>
      (await shop.browser('Olu')).post('/privacy/cases', {
        kind: 'question',
        email: 'eva@example.com',
        body: 'She called.',
        language: 'en',
      }),
  };

  it.each(Object.keys(ways))('open a case whose clock starts at the receipt: %s', async (way) => {
    const before = Date.now();
    await ways[way]();
    const { received_at: received, due_at: due } = await newest();
    expect(Number(received)).toBeGreaterThanOrEqual(before);
    const month = new Date(Number(due));
    // One calendar month, to the end of its last day.
    expect((Number(due) - Number(received)) / day).toBeGreaterThan(27.9);
    expect((Number(due) - Number(received)) / day).toBeLessThan(32);
    expect(month.toISOString()).toContain('T23:59:59.999Z');
  });

  it('raise an alert when the answer is late, by mail and on the desk, and once', async () => {
    await ways['in the widget']();
    const { id } = await newest();
    moveClock(server, 33 * day);
    server.app.get(OutboxService, { strict: false }).wake();
    await until(
      'it is noted as overdue',
      async () => (await count(server, 'audit_entry', "action = 'case.overdue' AND target = ?", [id])) === 1,
    );
    const reference = `${id.slice(-8, -4).toUpperCase()}-${id.slice(-4).toUpperCase()}`;
    const mails = await rowsOf<{ subject: string; recipient: string }>(server, 'SELECT subject, recipient FROM mail');
    const late = mails.filter(({ subject }) => subject === `A request is overdue (${reference})`);
    expect(late.map(({ recipient }) => recipient)).toEqual(['olu@alder.example']);
    expect((await (await signIn(server, shop.team.people.Olu!)).get('/privacy/cases')).text).toMatch(
      /requests? (is|are) overdue/,
    );
  });
});
