import sharp from 'sharp';
import type { TestFile } from './visitor';

/** A picture of one colour. */
export async function picture(name: string, width = 640, height = 480): Promise<TestFile> {
  const buffer = await sharp({ create: { width, height, channels: 3, background: '#2f6f4f' } })
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

/** A file that is nothing to look at, of this size in bytes. */
export const paper = (name: string, size = 2000): TestFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(size, ' ')]),
});
