import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from '../freshness.mjs';

/** The files under a folder of the project that end so, with their content. */
export function read(folder, ...endings) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => `${folder}/${file.split(sep).join('/')}`)
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

export const lineOf = (text, index) => text.slice(0, index).split('\n').length;
