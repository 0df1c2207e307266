import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

export const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';

const square = (size: number) => sharp({ create: { width: size, height: size, channels: 3, background: '#3a7' } });

export const gif = () => square(4).gif().toBuffer();

/** A photograph that tells the camera and the place. */
export const jpegWithPlace = () =>
  square(64)
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretCamera', Copyright: 'Ana' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 36/1' },
    })
    .toBuffer();

/** A valid image with a page at its end. */
export const pngAndHtml = async () =>
  Buffer.concat([await square(8).png().toBuffer(), Buffer.from('<html><script>alert(1)</script></html>')]);

/** Few bytes that say they are 60,000 × 60,000 pixels. */
export function bombPng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(60_000, 0);
  header.writeUInt32BE(60_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(60_000))), chunk('IEND')]);
}

function chunk(type: string, content = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
