export default {
  capability: 'paymentProvider',
  what: 'Takes payments',
  privacy: { kind: 'payment', purpose: 'billing', basis: 'contract', fields: ['account.email'] },
  webhook: true,
  head: `import { createHmac, timingSafeEqual } from 'node:crypto';`,
  code: `
    paymentProvider: {
      async checkout(order, { id, signal }) {
        if (!Number.isSafeInteger(order.amount) || order.amount <= 0) throw new PluginError('The amount must be a whole number above zero.');
        if (!/^[A-Z]{3}$/.test(order.currency)) throw new PluginError('The currency must be a code such as EUR.');
        return { url: (await ask⟨<{ url: string }>⟩('/checkouts', { ...order, key: id }, signal)).url };
      },
      async webhook({ headers, body }) {
        const given = Buffer.from(headers['vendor-signature'] ?? '', 'hex');
        const right = createHmac('sha256', settings.key).update(body).digest();
        if (given.length !== right.length || !timingSafeEqual(given, right)) throw new PluginError('The signature is wrong.');
        const { id: eventId, orderId, state } = JSON.parse(Buffer.from(body).toString('utf8'));
        return [{ eventId, orderId, state }];
      },
      async refund(what, { id, signal }) {
        await ask('/refunds', { ...what, key: id }, signal);
      },
      async portal({ customerEmail, returnUrl }, { signal }) {
        return ask⟨<{ url: string }>⟩('/portals', { customerEmail, returnUrl }, signal);
      },
      async check({ signal }) {
        await ask('/me', {}, signal);
      },
    },`,
  answer: `{ url: \`https://pay.example\${path}/\${json?.orderId ?? 'customer'}\` }`,
  beforeContract: `
const notice = (orderId⟨: string⟩) => {
  const body = Buffer.from(JSON.stringify({ id: 'evt_1', orderId, state: 'paid' }));
  return { headers: { 'vendor-signature': createHmac('sha256', 'secret').update(body).digest('hex') }, body };
};
`,
  specHead: `import { createHmac } from 'node:crypto';`,
  contract: `paymentProviderContract(() => plugin().paymentProvider, Object.assign(vendor, { notice }));`,
  use: `plugin().paymentProvider.check(newCall())`,
};
