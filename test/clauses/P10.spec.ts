import { PaymentNotices, type PaymentNotice } from '../../src/plugin-host/hooks/payment-notices.service';
import { startApp, type RunningApp } from '../kit/app';
import { PaymentVendor, post } from '../kit/payments';
import { dump } from '../kit/dump';
import { count, rowsOf } from '../kit/rows';
import { moveClock, Shop } from '../kit/shop';

/** What other services tell us is believed only with their signature, and once. */
describe('P10 news from other services', () => {
  const secret = 'whsec_alder';
  const day = 24 * 60 * 60 * 1000;
  let vendor: PaymentVendor;
  let server: RunningApp;
  let shop: Shop;
  let address: string;
  const heard: PaymentNotice[] = [];
  let listener: (notice: PaymentNotice) => void = () => {};

  beforeAll(async () => {
    vendor = new PaymentVendor();
    server = await startApp({ env: vendor.env });
    server.app.get(PaymentNotices, { strict: false }).listen(async (_tx, notice) => {
      listener(notice);
      heard.push(notice);
    });
  });
  beforeEach(async () => {
    heard.length = 0;
    listener = () => {};
    shop = await Shop.open(server, `Alder${Date.now()}`);
    await vendor.enable(server, shop, secret);
    address = vendor.address(server, shop);
  });
  afterAll(async () => {
    await server.stop();
    vendor.remove();
  });

  /** All that is kept, but for the plugin's own state of health. */
  const kept = async () => JSON.stringify(await dump(server, ['plugin_enablement', 'session']));
  /** Sends something that has to be refused, and looks that nothing changed. */
  const refused = async (notice: Parameters<typeof post>[1], at = address) => {
    const before = await kept();
    const { status, json } = await post(at, notice);
    expect(await kept()).toBe(before);
    expect(heard).toEqual([]);
    return { status, code: (json.error as { code: string } | undefined)?.code };
  };

  it('is taken with a signature: whoever keeps orders hears it, and it is in the log of acts', async () => {
    const { status, json } = await post(address, vendor.notice(secret, { orderId: 'order-7' }));
    expect([status, json]).toEqual([200, { events: 1, new: 1 }]);
    expect(heard).toEqual([expect.objectContaining({ orderId: 'order-7', state: 'paid', workspaceId: shop.workspaceId })]);
    const acts = await rowsOf(
      server,
      "SELECT target, account_id FROM audit_entry WHERE action = 'payment.paid' AND workspace_id = ?",
      [shop.workspaceId],
    );
    expect(acts).toEqual([{ target: 'order-7', account_id: null }]);
    expect((await (await shop.browser('Olu')).get('/settings/audit')).text).toContain('order order-7 was paid');
  });

  it('is refused without a signature, with a wrong one, an old one, or changed on its way', async () => {
    const sound = vendor.notice(secret);
    const unsigned = { body: sound.body, headers: { 'Content-Type': 'application/json' } };
    expect(await refused(unsigned)).toEqual({ status: 400, code: 'hook.refused' });
    expect(await refused(vendor.notice('another secret'))).toEqual({ status: 400, code: 'hook.refused' });
    expect(await refused(vendor.notice(secret, {}, Date.now() - 3_600_000))).toEqual({ status: 400, code: 'hook.refused' });
    expect(await refused({ ...sound, body: sound.body.replace('order-1', 'order-2') })).toEqual({
      status: 400,
      code: 'hook.refused',
    });
    // The same bytes, as they were signed, are taken: it was the change that was refused.
    expect((await post(address, sound)).status).toBe(200);
  });

  it('is taken once: whoever sends it again is told so, and nothing changes', async () => {
    const notice = vendor.notice(secret);
    expect((await post(address, notice)).status).toBe(200);
    heard.length = 0;
    expect((await refused(notice)).status).toBe(208);
    // Signed anew, as vendors do when they try again: still the same event.
    const { eventId } = JSON.parse(notice.body) as { eventId: string };
    expect((await refused(vendor.notice(secret, { eventId }))).status).toBe(208);
  });

  it('is taken once, also when it comes ten times at once', async () => {
    const notice = vendor.notice(secret);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(address, notice)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(208)]);
    expect(heard).toHaveLength(1);
  });

  it('is for one workspace: what was signed for it is nothing to another', async () => {
    const birch = await Shop.open(server, `Birch${Date.now()}`);
    await vendor.enable(server, birch, 'whsec_birch');
    expect(await refused(vendor.notice(secret), vendor.address(server, birch))).toEqual({ status: 400, code: 'hook.refused' });
    // Alder's address with Birch's name in it leads nowhere.
    const forged = address.replace(shop.workspaceId, birch.workspaceId);
    expect(await refused(vendor.notice('whsec_birch'), forged)).toEqual({ status: 404, code: 'hook.unknown' });
  });

  it('finds nobody at a plugin that is switched off', async () => {
    await vendor.disable(server, shop);
    expect(await refused(vendor.notice(secret))).toEqual({ status: 404, code: 'hook.unknown' });
  });

  it.each(['dies', 'away', 'lies'] as const)('is to be sent again where the plugin %s', async (mood) => {
    expect(await refused(vendor.notice(secret, { mood }))).toEqual({ status: 503, code: 'hook.unanswered' });
    const { headers } = await post(address, vendor.notice(secret, { mood }));
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is to be sent again where it could not be worked in, and is then taken', async () => {
    const notice = vendor.notice(secret);
    listener = () => {
      throw new Error('The orders are not to be reached.');
    };
    expect((await refused(notice)).status).toBe(500);
    listener = () => {};
    expect((await post(address, notice)).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('is taken and forgotten where it is about nothing that concerns us', async () => {
    expect((await refused(vendor.notice(secret, { mood: 'of no interest' }))).status).toBe(200);
  });

  it('leaves no more behind than a digest, and that for weeks, not for ever', async () => {
    const notice = vendor.notice(secret, { note: 'Ana Alder, Hawthorn Road' });
    await post(address, notice);
    const { eventId } = JSON.parse(notice.body) as { eventId: string };
    const all = await kept();
    expect(all).not.toContain('Hawthorn');
    expect(all).not.toContain(eventId);
    const rows = () => count(server, 'webhook_notice', 'workspace_id = ?', [shop.workspaceId]);
    expect(await rows()).toBe(1);
    moveClock(server, 36 * day);
    const birch = await Shop.open(server, `Birch${Date.now()}`);
    await vendor.enable(server, birch, 'whsec_birch');
    await post(vendor.address(server, birch), vendor.notice('whsec_birch'));
    expect(await rows()).toBe(0);
  });
});
