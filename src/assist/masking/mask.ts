import { findPatterns, kinds, placeholder, type Found, type Kind } from './detectors';
import { nameFinder } from './names';

/** Longer than any placeholder that a model may have changed. */
const longestPlaceholder = 24;
/** The beginning of what may become a placeholder, at the end of a piece. */
const unfinished = /(?:\\?\[\s?[A-Za-z]{0,5}(?:[_ ]\d{0,4}\s?\\?)?|\\)$/;

/**
 * Hides personal data behind placeholders (`[EMAIL_1]`) before text leaves, and puts it back into what comes from outside. The same
 * value has the same placeholder in all texts that one mask has seen; nothing of it is kept once the mask is gone.
 */
export class Mask {
  private readonly placeholders = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private readonly counts = new Map<Kind, number>();
  private readonly findNames: (text: string) => Found[];

  /** @param names of the people in the conversation */
  constructor(names: readonly string[]) {
    this.findNames = nameFinder(names);
  }

  hide(text: string): string {
    let hidden = '';
    let end = 0;
    for (const found of chosen([...findPatterns(text), ...this.findNames(text)])) {
      hidden += text.slice(end, found.start) + this.placeholderOf(found.kind, text.slice(found.start, found.end));
      end = found.end;
    }
    return hidden + text.slice(end);
  }

  /** What never was hidden here stays as it is. */
  restore(text: string): string {
    return text.replace(placeholder, (whole, _escape: string, kind: string, number: string) => {
      return this.values.get(`${kind.toUpperCase()}_${Number(number)}`) ?? whole;
    });
  }

  /** The same for a text that comes in pieces, which may cut a placeholder in two. */
  async *restoring(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    let waiting = '';
    for await (const piece of pieces) {
      waiting += piece;
      const ready = waiting.length - heldBack(waiting);
      if (!ready) continue;
      yield this.restore(waiting.slice(0, ready));
      waiting = waiting.slice(ready);
    }
    if (waiting) yield this.restore(waiting);
  }

  private placeholderOf(kind: Kind, value: string): string {
    const key = `${kind} ${value}`;
    const known = this.placeholders.get(key);
    if (known) return known;
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    this.values.set(`${kind}_${number}`, value);
    this.placeholders.set(key, `[${kind}_${number}]`);
    return `[${kind}_${number}]`;
  }
}

/** Of places that overlap, the kind that comes first, then the longer one; in the order of the text. */
function chosen(found: Found[]): Found[] {
  const rank = ({ kind }: Found) => kinds.indexOf(kind);
  const best = [...found].sort((left, right) => rank(left) - rank(right) || right.end - right.start - (left.end - left.start));
  const taken: Found[] = [];
  for (const one of best) if (!taken.some((other) => one.start < other.end && other.start < one.end)) taken.push(one);
  return taken.sort((left, right) => left.start - right.start);
}

/** How many characters at the end have to wait for the next piece. */
function heldBack(text: string): number {
  return unfinished.exec(text.slice(-longestPlaceholder))?.[0].length ?? 0;
}
