/**
 * `node scripts/pictures.mjs`: the pictures of the documents, taken of the demo in a real browser, with people at work.
 * `node scripts/pictures.mjs inbox` or `plugins` takes only these.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { build } from './build.mjs';
import { root } from './freshness.mjs';
import { startDemo } from './pictures/demo.mjs';
import { Inbox } from './pictures/inbox.mjs';
import { takePlugins } from './pictures/plugins.mjs';
import { Shop } from './pictures/shop.mjs';
import { startVendor } from './pictures/vendor.mjs';
import { findChromium } from './testing/find.mjs';

const folder = join(root, 'docs', 'pictures');
/** README pages are read on telephones, too. */
const mostBytes = 250_000;

async function takeInbox(demo, browser) {
  const [ben, mia] = await Promise.all([Inbox.open(browser, demo, 'ben'), Inbox.open(browser, demo, 'mia')]);
  const shop = await Shop.open(browser, `${demo.site}/ember-lamp`);
  await shop.writes('Hello, does the Ember lamp come with a black shade?');
  await ben.answers('lamp come with a black shade', 'Hello. It does, in linen or in paper. Which one do you like better?');
  await shop.reads('Which one do you like better?');
  await shop.introduces('Ida Brandt', 'ida@example.org');
  await shop.writes('Paper, I think. How long would it take?');
  await ben.answers('How long would it take', 'It is on our shelf: if you order today, it leaves tomorrow morning.');
  await shop.reads('it leaves tomorrow morning');
  await shop.types('Wonderful, then I');

  await ben.reads('Could she come on Thursday after five');
  await mia.reads('Could she come on Thursday after five');
  await mia.types('I can be there at');
  await shop.types(' will');
  await ben.composes('Thursday at half past five works. Mia brings the oil and a little patience.');
  await keep('inbox', await ben.look());
  await keep('inbox-dark', await ben.look('dark'));

  await ben.opens('if you order today');
  await ben.types('It ');
  await shop.sees('Ben');
  await keep('widget', await shop.look());
  await keep('phone', await phones(browser, demo));
}

const [width, height, margin, radius] = [780, 1688, 72, 64];

/** Two telephones side by side: a visitor's and an agent's. */
async function phones(browser, demo) {
  const phone = { viewport: { width: width / 2, height: height / 2 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
  const shop = await Shop.open(browser, `${demo.site}/fen-table`, phone);
  await shop.writes('Could I see the table somewhere before I buy it?');
  const mia = await Inbox.open(browser, demo, 'mia', phone);
  await mia.answers(
    'see the table somewhere',
    'Gladly: it stands in our workshop, open until six. Bring a cup, we have the coffee.',
  );
  await shop.reads('we have the coffee');
  await shop.introduces('Theo', 'theo@example.org');
  await shop.writes('Then I come by at five.');
  await mia.back();
  await mia.reads('Could she come on Thursday after five');
  const screens = await Promise.all([shop, mia].map(async (person) => rounded(await person.look())));
  return sharp({ create: { width: 2 * width + 3 * margin, height: height + 2 * margin, channels: 3, background: '#e9e6df' } })
    .composite(screens.map((input, index) => ({ input, left: margin + index * (width + margin), top: margin })))
    .png()
    .toBuffer();
}

/** A screen with the corners of a telephone's. */
function rounded(screenshot) {
  const mask = `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius}"/></svg>`;
  return sharp(screenshot)
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer();
}

/** As sharp as fits. */
async function keep(name, screenshot) {
  for (const quality of [90, 80, 70, 60]) {
    const small = await sharp(screenshot).webp({ quality, smartSubsample: true, effort: 6 }).toBuffer();
    if (small.length > mostBytes) continue;
    writeFileSync(join(folder, `${name}.webp`), small);
    console.log(`docs/pictures/${name}.webp: ${Math.round(small.length / 1000)} kB, quality ${quality}`);
    return;
  }
  throw new Error(`${name}.webp does not fit into ${mostBytes / 1000} kB.`);
}

const executablePath = findChromium();
if (!executablePath) {
  console.error('The pictures are taken with Chromium: install it, or say where it is with CHROMIUM=/path.');
  process.exit(1);
}
await build();
const data = mkdtempSync(join(tmpdir(), 'parlour-pictures-'));
const vendor = await startVendor();
const demo = await startDemo(data, { PLUGINS_DIR: vendor.folder, PLUGIN_PRIVATE_NETWORK: '127.0.0.1' });
const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args });
try {
  const [wanted] = process.argv.slice(2);
  if (wanted !== 'plugins') await takeInbox(demo, browser);
  if (wanted !== 'inbox') await takePlugins(demo, browser, vendor, keep);
} finally {
  await browser.close();
  await demo.stop();
  vendor.stop();
  rmSync(data, { recursive: true, force: true });
}
