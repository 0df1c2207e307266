import { beginsIntroduction, isIntroduction, isPhone, isQuoted, isRule, isSeparator, isSignature } from './quote-words';

/**
 * What somebody wrote, without what they quoted and signed. What stands between quotes was written too, so a quote is cut only below their
 * words, or above all of them. Where nothing would be left, the text stays as it is.
 */
export function cutReply(text: string): string {
  const lines = unfolded(
    text
      .replace(/\r\n?/g, '\n')
      .split('\n')
      // Pages leave lines that look empty.
      .map((line) => (line.trim() ? line : '')),
  );
  let end = firstCut(lines);
  end = withoutTrailing(lines, end, (line) => isQuoted(line) || isRule(line));
  end = introduced(lines, end);
  const own = withoutPhone(lines.slice(quoteOnTop(lines, end), end))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return own || text.trim();
}

/** A line like "On … wrote:" that a mail program broke, in two or in three, is one line. */
function unfolded(lines: string[]): string[] {
  const whole: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const more = foldsOf(lines, index);
    // Also within a quote, where each part has its own mark.
    const parts = lines.slice(index, index + more + 1).map((line, part) => (part ? line.replace(/^\s*>?\s*/, '').trim() : line));
    whole.push(parts.join(' '));
    index += more;
  }
  return whole;
}

/** How many lines belong to the introduction that begins here. */
function foldsOf(lines: string[], index: number): number {
  // Only the beginning of such a line, not any sentence above one.
  if (!beginsIntroduction(lines[index]) || isIntroduction(lines[index])) return 0;
  let text = lines[index];
  for (let more = 1; more <= 2; more++) {
    const next = (lines[index + more] ?? '').replace(/^\s*>?\s*/, '').trim();
    if (!next) return 0;
    text += ` ${next}`;
    if (isIntroduction(text)) return more;
  }
  return 0;
}

/** Below these nothing is the sender's own, unless they answered between the quoted lines. */
function firstCut(lines: string[]): number {
  const below = new Below(lines);
  for (let index = 0; index < lines.length; index++) {
    if (isSignature(lines[index])) return index;
    if (index > 0 && isSeparator(lines, index)) return index;
    if (isIntroduction(lines[index]) && !below.isAnswered(index)) return index;
  }
  return lines.length;
}

/** Whether something unquoted follows a quote: an answer between the lines, or below all of them. Looked through once, from the end. */
class Below {
  private readonly written: number;
  private readonly lastQuote: number;

  constructor(private readonly lines: string[]) {
    const stop = lines.findIndex((line, index) => isSignature(line) || (index > 0 && isSeparator(lines, index)));
    const until = stop < 0 ? lines.length : stop;
    this.lastQuote = lines.findLastIndex((line) => isQuoted(line));
    this.written = lines.findLastIndex(
      (line, index) => index < until && line.trim() !== '' && !isQuoted(line) && !isPhone(line) && !isIntroduction(line),
    );
  }

  /** Where the lines below an introduction have no marks, all of them are the quote. */
  isAnswered(index: number): boolean {
    if (this.lastQuote <= index || this.written <= index) return false;
    const next = skip(this.lines, index + 1, this.lines.length, (line) => !line.trim());
    return isQuoted(this.lines[next]);
  }
}

/** One quote above everything, with its introduction, was answered below: the answer is what they wrote. @returns where it begins */
function quoteOnTop(lines: string[], end: number): number {
  let index = skip(lines, 0, end, (line) => !line.trim());
  if (index < end && isIntroduction(lines[index]) && !isQuoted(lines[index])) index++;
  index = skip(lines, index, end, (line) => !line.trim());
  const quote = index;
  index = skip(lines, index, end, isQuoted);
  if (index === quote) return 0;
  const below = lines.slice(index, end);
  return below.some((line) => line.trim()) && !below.some(isQuoted) ? index : 0;
}

function skip(lines: string[], from: number, end: number, holds: (line: string) => boolean): number {
  let index = from;
  while (index < end && holds(lines[index])) index++;
  return index;
}

function withoutTrailing(lines: string[], end: number, holds: (line: string) => boolean): number {
  let last = end;
  while (last > 0 && (!lines[last - 1].trim() || holds(lines[last - 1]))) last--;
  return last;
}

/** What introduced a quote that was cut goes with it. */
const introduced = (lines: string[], end: number) => (end > 0 && isIntroduction(lines[end - 1]) ? end - 1 : end);

function withoutPhone(lines: string[]): string[] {
  const end = withoutTrailing(lines, lines.length, () => false);
  return end > 1 && isPhone(lines[end - 1]) ? lines.slice(0, end - 1) : lines.slice(0, end);
}
