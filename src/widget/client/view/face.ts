import { element } from '../dom';

/** The first letters of the first and the last word: "Ben Okoro" → "BO". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}

export function face(name: string): HTMLElement {
  return element('span', { class: 'face', 'aria-hidden': 'true' }, initials(name));
}
