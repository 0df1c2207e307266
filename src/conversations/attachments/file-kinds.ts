import { open } from 'node:fs/promises';
import { rename, rm } from 'node:fs/promises';
import { ChatError } from '../../common/errors';

export interface FileKind {
  type: string;
  kind: 'image' | 'file';
  width: number | null;
  height: number | null;
}

/** Images that are shown; everything else, SVG and HTML too, is only ever a download. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);
/** A picture of more pixels is a bomb, or at least no use in a chat. */
const mostPixels = 50_000_000;
const mostFrames = 200;

/** Finds out from its content what a file is; an image is drawn anew, which leaves its metadata behind. */
export async function examine(path: string): Promise<FileKind> {
  const { fileTypeFromFile } = await import('file-type');
  const type =
    (await fileTypeFromFile(path).catch(() => undefined))?.mime ??
    ((await isText(path)) ? 'text/plain' : 'application/octet-stream');
  if (!shown.has(type)) return { type, kind: 'file', width: null, height: null };
  return { type, kind: 'image', ...(await drawAnew(path, type)) };
}

async function drawAnew(path: string, type: string): Promise<{ width: number; height: number }> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  const fresh = `${path}.fresh`;
  try {
    const animated = type === 'image/gif' || type === 'image/webp';
    const image = sharp(path, { limitInputPixels: mostPixels, animated, failOn: 'error' });
    const { pages = 1 } = await image.metadata();
    if (pages > mostFrames) throw new Error('too many frames');
    const { width, height, pageHeight } = (await image.autoOrient().keepIccProfile().toFormat(formatOf(type)).toFile(fresh)) as {
      width: number;
      height: number;
      pageHeight?: number;
    };
    await rename(fresh, path);
    return { width, height: pageHeight ?? Math.round(height / pages) };
  } catch {
    await rm(fresh, { force: true });
    throw new ChatError('attachment.unreadable');
  }
}

const formatOf = (type: string) => type.slice('image/'.length) as 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

/** Whether the beginning of a file reads as UTF-8 without control characters. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true });
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
