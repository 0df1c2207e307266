import { createHmac, randomUUID } from 'node:crypto';
import { HookAddresses } from '../../src/plugin-host/hooks/hook-addresses';
import { EnablementChanges } from '../../src/plugin-host/enablement/enablement-changes.service';
import type { RunningApp } from './app';
import { PluginsFolder, soundManifest } from './plugin-bench';
import { enablePlugin } from './plugins';
import type { Shop } from './shop';

/** Starts a process of a plugin, which has to wait its turn on a busy machine. */
jest.setTimeout(120_000);

/** Takes a notice only with its vendor's signature (HMAC-SHA-256 over the time and the body), not older than five minutes. */
const script = `
const { createHmac, timingSafeEqual } = require('node:crypto');
module.exports = ({ settings }) => ({
  paymentProvider: {
    async webhook({ headers, body }) {
      const no = (why) => Object.assign(new Error(why), { name: 'PluginError', retry: false });
      const [, time, given] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(headers['vendor-signature'] ?? '') ?? [];
      if (!time) throw no('no signature');
      const right = createHmac('sha256', settings.secret).update(time + '.').update(body).digest();
      if (!timingSafeEqual(right, Buffer.from(given, 'hex'))) throw no('wrong signature');
      if (Math.abs(Date.now() - Number(time)) > 300000) throw no('old signature');
      const { mood, seen, ...change } = JSON.parse(Buffer.from(body).toString());
      if (mood === 'dies') process.exit(1);
      if (mood === 'away') throw Object.assign(new Error('away'), { name: 'PluginError', retry: true });
      if (mood === 'lies') return [{ orderId: 'order-1' }];
      if (mood === 'of no interest') return [];
      if (mood === 'tells headers') throw no(Object.keys(headers).join());
      return [change];
    },
  },
});
`;

export interface Notice {
  eventId?: string;
  orderId?: string;
  state?: string;
  mood?: 'dies' | 'away' | 'lies' | 'of no interest';
  note?: string;
}
export interface Signed {
  body: string;
  headers: Record<string, string>;
}

/** A vendor of payments that signs what it sends, and the plugin that knows its signature. */
export class PaymentVendor {
  private readonly folder = new PluginsFolder();
  readonly env = { PLUGINS_DIR: this.folder.path };

  constructor(readonly ids: readonly string[] = ['payment-acme']) {
    for (const id of ids) this.write(id);
  }

  /** Writes a plugin of this vendor; before the server starts. */
  write(id: string, webhook = true): void {
    this.folder.write(id, script, {
      provides: ['paymentProvider'],
      ...(webhook && { webhook }),
      settings: {
        type: 'object',
        properties: { secret: { type: 'string', title: 'Secret', secret: true } },
        required: ['secret'],
      },
      privacy: { ...soundManifest.privacy, recipient: null, kind: 'payment', purpose: 'billing', basis: 'contract', fields: [] },
    });
  }

  enable(server: RunningApp, shop: Shop, secret: string, id = this.ids[0]): Promise<void> {
    return enablePlugin(server, shop.workspaceId, id, { secret });
  }

  async disable({ app }: RunningApp, shop: Shop, id = this.ids[0]): Promise<void> {
    await app.get(EnablementChanges, { strict: false }).disable(shop.as('Olu'), id);
  }

  /** A notice as this vendor sends it; `at` is the time in its signature. */
  notice(secret: string, { eventId = randomUUID(), orderId = 'order-1', state = 'paid', ...more }: Notice = {}, at = Date.now()) {
    const body = JSON.stringify({ eventId, orderId, state, ...more });
    const signature = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
    return { body, headers: { 'Content-Type': 'application/json', 'Vendor-Signature': `t=${at},v1=${signature}` } } as Signed;
  }

  /** The address that a workspace's page shows for one of its plugins. */
  address({ url, app }: RunningApp, shop: Shop, id = this.ids[0]): string {
    const request = { headers: { host: new URL(url).host }, socket: {} } as never;
    return app.get(HookAddresses, { strict: false }).of(request, shop.workspaceId, id);
  }

  remove(): void {
    this.folder.remove();
  }
}

/** Sends a notice to an address, as a vendor does: without cookies, without an origin. */
export async function post(
  address: string,
  { body, headers }: Signed,
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const answer = await fetch(address, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Record<string, unknown> };
}
