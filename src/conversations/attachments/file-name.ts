import { plainText } from '../../common/plain-text';

const longest = 120;
/** Control characters, and those that turn the direction of text: "gpj.exe" must not read as "exe.jpg". */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A name that is safe to show, to store and to save under, from one that a stranger chose; its extension is kept. */
export function safeFileName(given: string): string {
  const base = plainText(given).normalize('NFC').replace(invisible, '').split(/[\\/]/).at(-1)!;
  const name = base
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (!name) return 'file';
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - extension.length)].slice(0, longest - extension.length).join('');
  return (stem || 'file') + extension;
}
