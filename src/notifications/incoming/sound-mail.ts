import { plainText, shortened } from '../../common/plain-text';
import type { IncomingMail } from '../../plugin-api';

const longestText = 1_000_000;
const longestLine = 998;
const mostFiles = 20;
const address = /^[^\s@"<>()[\],;:\\]{1,64}@[^\s@"<>()[\],;:\\]{1,189}$/;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g;

const line = (value: unknown, longest = longestLine): string =>
  typeof value === 'string' ? shortened(plainText(value), longest).replace(control, ' ').trim() : '';

/**
 * A mail as we go on with it. A plugin read it from what a stranger sent: nothing in it is taken for more than text of bounded length.
 * @returns undefined without a key, or without an address that could be answered
 */
export function soundMail(given: IncomingMail): IncomingMail | undefined {
  const key = line(given?.key, 500);
  const from = { address: line(given?.from?.address).toLowerCase(), name: line(given?.from?.name, 120) };
  if (!key || !address.test(from.address)) return undefined;
  const at = new Date(given.at);
  const headers = Object.entries(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), line(value, 4000)]);
  return {
    key,
    messageId: line(given.messageId),
    inReplyTo: line(given.inReplyTo),
    references: listOf(given.references).map((one) => line(one)),
    from,
    to: listOf(given.to).map((one) => ({ address: line(one?.address) })),
    subject: line(given.subject, 200),
    text: shortened(plainText(given.text || (given.html ? textOf(given.html) : '')), longestText),
    headers: Object.fromEntries(headers) as Record<string, string>,
    attachments: listOf(given.attachments)
      .filter(({ content }) => content instanceof Uint8Array)
      .slice(0, mostFiles),
    leftOut: listOf(given.leftOut).map((name) => line(name, 120)),
    at: Number.isNaN(at.getTime()) ? new Date() : at,
  };
}

const listOf = <Value>(value: Value[] | undefined): Value[] => (Array.isArray(value) ? value.slice(0, 100) : []);

/** For receivers that give no text: what is left of a page without its marks. Nothing of it is ever shown as a page. */
export function textOf(html: string): string {
  return html
    .slice(0, longestText)
    .replace(/<(script|style|head)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
