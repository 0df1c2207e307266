import type { Browser } from './browser';

/** A photograph as a telephone takes it: turned by its metadata, and saying where, when and with what it was taken. */
export async function photograph(width = 640, height = 480): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const plain = sharp({ create: { width, height, channels: 3, background: '#3a7' } });
  const exif = {
    IFD0: { Make: 'SpyPhone', Model: 'Hawthorn 9', Artist: 'Ana Alder' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 9/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '8/1 37/1 0/1' },
  };
  return plain.jpeg().withExif(exif).toBuffer();
}

/** Sends a picture as the form does. */
export async function sendPicture(browser: Browser, bytes: Buffer, type = 'image/jpeg', name = 'me.jpg'): Promise<Response> {
  const body = new FormData();
  body.append('picture', new Blob([new Uint8Array(bytes)], { type }), name);
  const headers = { Origin: browser.url, Accept: 'text/html', Cookie: browser.cookieHeader };
  return fetch(`${browser.url}/settings/you/picture`, { method: 'POST', headers, body, redirect: 'manual' });
}

/** Somebody's picture as another person's browser gets it. */
export async function pictureOf(browser: Browser, id: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(`${browser.url}/faces/${id}`, {
    headers: { Cookie: browser.cookieHeader, Accept: 'image/*' },
    redirect: 'manual',
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
