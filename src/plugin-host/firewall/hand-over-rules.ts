import { pluginPurposes, type ConsentCategory, type Privacy } from '../../plugin-api/manifest';
import { optionalPurposes } from '../../privacy/optional-purposes.service';
import type { Standing } from '../../privacy/standing.service';
import type { Receipt } from '../../consent/consents.service';
import type { RefusalReason } from '../plugin-host.types';

/** What a person said so far; undefined where they said nothing. */
export interface Choices {
  standing?: Standing;
  /** The newest one. */
  receipt?: Receipt;
  /** What the plugin does with the data: consent in words of ours is to that, and to nothing else of the category. */
  term?: () => string | undefined;
}

/** What has nothing to do with answering somebody: a browser that says "do not share" (Global Privacy Control) forbids it. */
export const deniedBySignal = ({ kind, purpose }: Pick<Privacy, 'kind' | 'purpose'>): boolean =>
  purpose === 'improve' || purpose === 'marketing' || kind === 'partner' || kind === 'analytics';

/** The consent that it needs; partners get nothing without consent to sharing, whatever their manifest says. */
export const neededConsent = ({ kind, consent }: Pick<Privacy, 'kind' | 'consent'>): ConsentCategory | null =>
  kind === 'partner' ? 'sharing' : consent;

/** Whether a receipt grants a category to whoever stands behind the term; one that names no terms grants it to all of them. */
export const isAgreed = ({ granted, asked }: Receipt, category: ConsentCategory, term: () => string | undefined): boolean =>
  granted.includes(category) && (!asked || asked.includes(term() ?? ''));

/**
 * Whether data about a person may be handed over for what a manifest declares.
 * @param chosen the optional purposes that the workspace chose
 * @returns why not, or the receipt that it stands on (null where the basis is another one)
 */
export function judge(
  privacy: Privacy,
  chosen: ReadonlySet<string>,
  { standing, receipt, term = () => undefined }: Choices,
): { refused: RefusalReason } | { receiptId: string | null } {
  const { purpose, basis } = privacy;
  // A manifest with another purpose, such as "sell", does not get as far as this; if it did, nothing would leave.
  if (!pluginPurposes.includes(purpose)) return { refused: 'purpose-off' };
  if (optionalPurposes.some((optional) => optional === purpose) && !chosen.has(purpose)) return { refused: 'purpose-off' };
  if (standing?.restricted) return { refused: 'restricted' };
  if (standing?.objections.includes(purpose)) return { refused: 'objection' };
  if (receipt?.denied && deniedBySignal(privacy)) return { refused: 'denied-by-signal' };
  const needed = neededConsent(privacy);
  if (!needed) return basis === 'consent' ? { refused: 'no-consent' } : { receiptId: null };
  if (!receipt || !isAgreed(receipt, needed, term)) return { refused: 'no-consent' };
  return { receiptId: receipt.id };
}
