import { startApp, type RunningApp } from '../../kit/app';
import { PaymentVendor, post } from '../../kit/payments';
import { Shop } from '../../kit/shop';
import { ServerProcess } from '../../kit/server-process';

let vendor: PaymentVendor;
let server: RunningApp;
let shop: Shop;

beforeAll(async () => {
  vendor = new PaymentVendor();
  vendor.write('payment-mute', false);
  server = await startApp({ env: vendor.env });
  shop = await Shop.open(server);
});
afterAll(async () => {
  await server.stop();
  vendor.remove();
});

const page = async (person: 'Olu' | 'Ben', plugin: string) =>
  (await (await shop.browser(person)).get(`/settings/plugins/${plugin}`)).text;
const addressIn = (html: string) => /data-copy-target="source">(http[^<]*\/hooks\/[^<]+)</.exec(html)?.[1];

it('the sheet says that notices come in, and there is no address before an owner has read it', async () => {
  const html = await page('Olu', 'payment-acme');
  expect(html).toContain('Signed notices of its vendor');
  expect(addressIn(html)).toBeUndefined();
});

it('the page of an enabled plugin shows the address to owners, and a vendor reaches the plugin there', async () => {
  await vendor.enable(server, shop, 'whsec');
  const address = addressIn(await page('Olu', 'payment-acme'))!;
  expect(address.startsWith(`${server.url}/hooks/${shop.workspaceId}/payment-acme/`)).toBe(true);
  expect((await post(address, vendor.notice('whsec'))).status).toBe(200);
  expect(addressIn(await page('Ben', 'payment-acme'))).toBeUndefined();
});

it('a plugin that takes no notices has no address', async () => {
  await vendor.enable(server, shop, 'whsec', 'payment-mute');
  expect(await page('Olu', 'payment-mute')).not.toContain('/hooks/');
  expect(await page('Olu', 'payment-manual')).not.toContain('/hooks/');
});

it('the log of the server knows neither the address nor what came', async () => {
  const own = await ServerProcess.start({ ...vendor.env, LOG_LEVEL: 'trace' });
  try {
    const [path, body] = ['/hooks/workspace-7/payment-acme/sesame', '{"payer":"ana@hawthorn.example"}'];
    const answer = await fetch(own.url + path, { method: 'POST', body, headers: { 'Vendor-Signature': 'wisteria' } });
    expect(answer.status).toBe(404);
    await own.kill('SIGTERM');
    expect(own.output).toContain('/hooks/:workspaceId/:pluginId/:token');
    expect(own.output).not.toMatch(/sesame|workspace-7|hawthorn|wisteria/);
  } finally {
    await own.remove();
  }
});
