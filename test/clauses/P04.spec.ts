import { startApp, type RunningApp } from '../kit/app';
import { filesUnder, rowsOnPostgres, tracesOf } from '../kit/bytes';
import { photograph, pictureOf, sendPicture } from '../kit/pictures';
import { rowsOf } from '../kit/rows';
import { Shop } from '../kit/shop';

/** What somebody says of themselves is theirs to say, to change and to take back; and a picture says nothing but how they look. */
describe('P4 a profile', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());
  const rowOf = async () =>
    (
      await rowsOf<{ job_title: string; company: string }>(server, 'SELECT job_title, company FROM account WHERE id = ?', [
        shop.as('Ben').account.id,
      ])
    )[0];
  const said = { name: 'Ben', language: 'en', theme: 'system' };

  it('is empty until somebody fills it, and can be emptied again', async () => {
    const ben = await shop.browser('Ben');
    expect(await rowOf()).toEqual({ job_title: '', company: '' });
    await ben.post('/settings/you', { ...said, jobTitle: 'Support', company: 'Alder Ltd' });
    expect(await rowOf()).toEqual({ job_title: 'Support', company: 'Alder Ltd' });
    expect((await ben.post('/settings/you', said)).status).toBe(303);
    expect(await rowOf()).toEqual({ job_title: '', company: '' });
  });

  it('has a picture without what the camera wrote into it, here and in what is kept', async () => {
    const [ben, vera] = [await shop.browser('Ben'), await shop.browser('Vera')];
    const original = await photograph();
    const { default: sharp } = await import('sharp');
    expect((await sharp(original).metadata()).exif).toBeDefined();
    expect((await sendPicture(ben, original)).status).toBe(303);
    const { bytes } = await pictureOf(vera, shop.as('Ben').account.id);
    const { exif, xmp, iptc, width } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, width]).toEqual([undefined, undefined, undefined, 256]);
    const files = filesUnder(server.settings.DATA_DIR);
    for (const [name, content] of await rowsOnPostgres(server.settings.DATABASE_URL)) files.set(name, content);
    expect(tracesOf(files, ['SpyPhone', 'Hawthorn 9', 'Ana Alder'])).toEqual([]);
  });

  it('can do without one again', async () => {
    const ben = await shop.browser('Ben');
    await ben.post('/settings/you/picture/removal');
    expect((await pictureOf(ben, shop.as('Ben').account.id)).status).toBe(404);
  });
});
