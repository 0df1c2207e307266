import type { IncomingMail } from '../../plugin-api';

type Headers = IncomingMail['headers'];
export type MailKind = 'person' | 'automatic' | 'bounce';

/** RFC 3464: a report about a mail that could not be delivered, or not yet. */
const report = /multipart\/report\b.*\breport-type="?delivery-status/is;
const postmaster = /^(?:mailer-daemon|postmaster)@/i;
/** Programs that write no header for it, in the languages of the widget. A person who answers to one writes "Re:" before it. */
const awaySubject =
  /^\s*(?:(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort|abwesenheitsnotiz|abwesend|réponse automatique|absence du bureau|respuesta automática|fuera de (?:la )?oficina)\s?(?::|$)|رد تلقائي)/i;
const bulk = /^(?:bulk|junk|list|auto_reply)$/i;

/** Whether a person wrote a mail. The rules are those of RFC 3834, and what programs did before it. */
export function kindOf({ headers, from, subject }: Pick<IncomingMail, 'headers' | 'from' | 'subject'>): MailKind {
  if (report.test(headers['content-type'] ?? '')) return 'bounce';
  const nobody = (headers['return-path'] ?? '').trim() === '<>';
  if (postmaster.test(from.address)) return 'bounce';
  if (nobody || awaySubject.test(subject)) return 'automatic';
  const submitted = (headers['auto-submitted'] ?? 'no').split(';')[0].trim().toLowerCase();
  if (submitted !== 'no') return 'automatic';
  if (bulk.test((headers.precedence ?? '').trim())) return 'automatic';
  return ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'list-id'].some((name) => headers[name]) ? 'automatic' : 'person';
}

/**
 * Whether the mail server that took the mail in found it forged (RFC 8601): its domain's own policy says so, or every proof failed. A good
 * result is not asked for: where the server writes none, the sender could have written one.
 */
export function isDoubtful(headers: Headers): boolean {
  const results = (headers['authentication-results'] ?? '').toLowerCase();
  const found = (method: string) => new RegExp(`\\b${method}\\s*=\\s*(\\w+)`).exec(results)?.[1];
  const dmarc = found('dmarc');
  if (dmarc) return dmarc === 'fail';
  return /^(?:hard)?fail$/.test(found('spf') ?? '') && found('dkim') !== 'pass';
}

const ourName = /<?([0-9a-z]{26})@[\w.-]{1,255}>?/gi;

/** The left parts of `Message-ID`s that could be ours, the last named first: it is the one that was answered. */
export function ourNames(texts: readonly (string | undefined)[]): string[] {
  const found = texts.flatMap((text) => [...(text ?? '').slice(0, 200_000).matchAll(ourName)].map(([, id]) => id.toLowerCase()));
  return [...new Set(found.reverse())].slice(0, 20);
}
