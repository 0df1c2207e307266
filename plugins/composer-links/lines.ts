import type { ComposerAction } from '../../src/plugin-api';

export interface Link {
  action: ComposerAction;
  /** With the name of what is asked for in braces, if anything is. */
  template: string;
}

const most = 20;
const longestLabel = 60;
const asked = /\{([^{}]{1,60})\}/;

/** Reads the owner's lines, `Label = text`; one that says nothing is left out. The same line keeps its id while others come and go. */
export function linksOf(lines: string): Link[] {
  const links = new Map<string, Link>();
  for (const line of lines.split('\n')) {
    const at = line.indexOf('=');
    const label = line.slice(0, at).trim().slice(0, longestLabel);
    const template = line.slice(at + 1).trim();
    if (at < 1 || !label || !template || links.size === most) continue;
    const id = idOf(label);
    const input = asked.exec(template)?.[1].trim();
    if (!links.has(id)) links.set(id, { action: { id, label, ...(input && { input: { label: sentence(input) } }) }, template });
  }
  return [...links.values()];
}

/** The text with what was typed in it: as part of an address it is written so that it cannot lead anywhere else. */
export function filled(template: string, typed = ''): string {
  return template.replaceAll(new RegExp(asked, 'g'), (_whole, _name, at: number) =>
    isInAddress(template, at) ? encodeURIComponent(typed.replace(/\p{Surrogate}/gu, '\ufffd')) : typed,
  );
}

/** Whether a word that begins as an address reaches as far as this place. */
const isInAddress = (template: string, at: number) => /\bhttps?:\/\/\S*$/i.test(template.slice(0, at));

const sentence = (words: string) => words[0].toUpperCase() + words.slice(1);

/** Made of the label, whatever its script: a fingerprint (FNV-1a), since an id is letters and digits. */
function idOf(label: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `link-${hash.toString(36)}`;
}
