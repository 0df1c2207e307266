/** When the website speaks first, as the server says it. */
export interface Rule {
  id: string;
  text: string;
  /** BCP 47 */
  language: string;
  page?: { match: 'contains' | 'begins' | 'equals'; text: string };
  trigger: 'time' | 'scroll' | 'return';
  /** Seconds; for `scroll` per cent of the page. */
  amount: number;
  /** 0: on every page view. */
  pauseDays: number;
}

/** What this browser remembers, with consent. Times in milliseconds since 1970. */
export interface Recalled {
  /** Rule → when it was shown last. */
  shown: Record<string, number>;
  /** When a page was looked at last. */
  at: number;
  visits: number;
}

const day = 86_400_000;
/** A pause of this length ends a visit: what follows is coming back. */
const visitEnds = 30 * 60_000;
/** No rule pauses for longer. */
const longestPause = 365 * day;

export const needsMemory = ({ trigger, pauseDays }: Rule): boolean => trigger === 'return' || pauseDays > 0;

const plain = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');

/** Whether the rule is for this page. Query and fragment count for nothing; what begins with `/` is compared with the path. */
export function isForPage({ page }: Pick<Rule, 'page'>, { host, pathname }: Pick<Location, 'host' | 'pathname'>): boolean {
  if (!page) return true;
  const wanted = plain(page.text);
  const path = plain(pathname);
  const here = page.text.startsWith('/') && page.match !== 'contains' ? path : plain(host) + path;
  if (page.match === 'equals') return here === wanted;
  return page.match === 'begins' ? here.startsWith(wanted) : (here + '/').includes(page.text.toLowerCase());
}

/** How much of a page was seen, in per cent; a page that fits on the screen is seen at once. */
export function shareSeen({ top, shown, height }: { top: number; shown: number; height: number }): number {
  return height <= 0 ? 100 : Math.min(100, ((top + shown) / height) * 100);
}

/** Another page is looked at. */
export function afterPage(recalled: Recalled | undefined, now: number): Recalled {
  if (!recalled) return { shown: {}, at: now, visits: 1 };
  const kept = Object.entries(recalled.shown).filter(([, at]) => now - at < longestPause);
  const visits = recalled.visits + (now - recalled.at > visitEnds ? 1 : 0);
  return { shown: Object.fromEntries(kept), at: now, visits };
}

/** Whether what is remembered lets the rule speak. Nothing remembered is nothing allowed, for a rule that needs it. */
export function isAllowedBy(rule: Rule, recalled: Recalled | undefined, now: number): boolean {
  if (!needsMemory(rule)) return true;
  if (!recalled || (rule.trigger === 'return' && recalled.visits < 2)) return false;
  return now - (recalled.shown[rule.id] ?? -Infinity) >= rule.pauseDays * day;
}
