import { diffArrays } from 'diff';

export interface Part {
  /** `rest`: not reached yet by a text that is still coming. */
  kind: 'same' | 'removed' | 'added' | 'rest';
  text: string;
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const partsOf = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment);

/** What becomes of a text, by words. While the new one is `growing`, what it lacks at its end is not called removed. */
export function difference(before: string, after: string, growing = false): Part[] {
  const changes = diffArrays(partsOf(before), partsOf(after), { timeout: 300 });
  // Two texts that have hardly a word in common take too long to compare: one goes, the other comes.
  if (!changes) return whole(before, after, growing);
  const parts = changes.map(({ value, added, removed }): Part => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') };
  });
  return merged(growing ? withRest(parts) : parts);
}

/** How many places are changed. */
export const placesIn = (parts: readonly Part[]): number =>
  parts.filter(({ kind }, index) => kind === 'added' || (kind === 'removed' && parts[index + 1]?.kind !== 'added')).length;

const whole = (before: string, after: string, growing: boolean): Part[] => [
  { kind: growing ? 'rest' : 'removed', text: before },
  { kind: 'added', text: after },
];

/** A removal at the end, before or after what was added there, is what the new text has not come to yet. */
function withRest(parts: Part[]): Part[] {
  const at = parts.findLastIndex(({ kind }) => kind === 'removed');
  if (at < 0 || parts.slice(at + 1).some(({ kind }) => kind === 'same')) return parts;
  return [...parts.slice(0, at), ...parts.slice(at + 1), { kind: 'rest', text: parts[at].text }];
}

/** Changes with nothing but a space between them read better as one: "a b" becomes "c d", not "a" "c" and "b" "d". */
function merged(parts: Part[]): Part[] {
  const result: Part[] = [];
  let removed = '';
  let added = '';
  const close = () => {
    const space = sharedSpace(removed, added);
    if (space) [removed, added] = [removed.slice(0, -space.length), added.slice(0, -space.length)];
    if (removed) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: 'added', text: added });
    if (space) result.push({ kind: 'same', text: space });
    removed = added = '';
  };
  parts.forEach((part, index) => {
    const next = parts[index + 1]?.kind;
    const isBetween = part.kind === 'same' && !part.text.trim() && (next === 'removed' || next === 'added');
    if (part.kind === 'removed') removed += part.text;
    else if (part.kind === 'added') added += part.text;
    else if (isBetween && removed && added && !part.text.includes('\n'))
      [removed, added] = [removed + part.text, added + part.text];
    else {
      close();
      result.push(part);
    }
  });
  close();
  return result;
}

/** The space that both end with: nobody wants to see it struck through and written again. */
function sharedSpace(removed: string, added: string): string {
  const [left] = /\s*$/.exec(removed) ?? [''];
  const [right] = /\s*$/.exec(added) ?? [''];
  return left.endsWith(right) ? right : right.endsWith(left) ? left : '';
}
