import { element, icon } from '../dom';
import { fileIcon, saveIcon } from '../icons';
import type { Attachment } from '../protocol';
import type { Text } from '../texts';
import type { Files } from './files';
import type { Formats } from './times';

export interface AttachmentTools {
  files: Files;
  formats: Formats;
  text: Text;
}

const widest = 232;
const tallest = 280;

function save(attachment: Attachment, { files, text }: AttachmentTools, failed: (message: string) => void) {
  return () => void files.save(attachment).catch(() => failed(text('fileGone')));
}

/** A file that is not shown: its name and size; it opens by saving it. */
function card(attachment: Attachment, tools: AttachmentTools): HTMLElement {
  const size = element('span', { class: 'card-size' }, tools.formats.size(attachment.size));
  return element(
    'button',
    {
      class: 'card',
      type: 'button',
      title: tools.text('download', { name: attachment.name }),
      click: save(attachment, tools, (message) => (size.textContent = message)),
    },
    icon(fileIcon),
    element('span', { class: 'card-text' }, element('span', { class: 'card-name', dir: 'auto' }, attachment.name), size),
  );
}

/**
 * An image is painted from its bytes: an `<img>` could not carry the token, and would need the host page's policy to
 * allow it. Its place is kept from the start, so that nothing jumps when it comes.
 */
function picture(attachment: Attachment, tools: AttachmentTools): HTMLElement {
  const canvas = element('canvas', { role: 'img', 'aria-label': attachment.name });
  const button = element(
    'button',
    {
      class: 'picture-save',
      type: 'button',
      'aria-label': tools.text('download', { name: attachment.name }),
      click: save(attachment, tools, fail),
    },
    icon(saveIcon),
  );
  const frame = element('div', { class: 'picture' }, canvas, button);

  function fail() {
    frame.replaceWith(card(attachment, tools));
  }
  function fit(width: number, height: number): [number, number] {
    const scale = Math.min(1, widest / width, tallest / height);
    const size: [number, number] = [Math.max(48, Math.round(width * scale)), Math.max(32, Math.round(height * scale))];
    canvas.style.width = `${size[0]}px`;
    canvas.style.aspectRatio = `${size[0]} / ${size[1]}`;
    return size;
  }
  async function paint() {
    const bitmap = await createImageBitmap(await tools.files.get(attachment.id));
    const [width, height] = fit(bitmap.width, bitmap.height);
    const density = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.min(bitmap.width, width * density);
    canvas.height = Math.min(bitmap.height, height * density);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    frame.classList.add('painted');
  }

  fit(attachment.width ?? widest, attachment.height ?? widest);
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    paint().catch(fail);
  }).observe(frame);
  return frame;
}

export function drawAttachment(attachment: Attachment, tools: AttachmentTools): HTMLElement {
  return attachment.kind === 'image' ? picture(attachment, tools) : card(attachment, tools);
}
