/** How the address of a page is compared. Nothing from outside is ever run as a pattern. */
export const pageMatches = ['any', 'contains', 'begins', 'equals'] as const;
export type PageMatch = (typeof pageMatches)[number];

/** `time`: so long on the page; `scroll`: so much of it seen; `return`: so long after coming back to the website. */
export const triggers = ['time', 'scroll', 'return'] as const;
export type Trigger = (typeof triggers)[number];

/** What an owner decides about one message. */
export interface ProactiveChoice {
  texts: Record<string, string>;
  pageMatch: PageMatch;
  page: string;
  trigger: Trigger;
  amount: number;
  withTeam: boolean;
  pauseDays: number;
  isOn: boolean;
}

/** One message as the widget gets it: `docs/protocol.md`, section 3. */
export interface ProactiveRule {
  id: string;
  text: string;
  /** BCP 47 */
  language: string;
  page?: { match: Exclude<PageMatch, 'any'>; text: string };
  trigger: Trigger;
  amount: number;
  pauseDays: number;
}
