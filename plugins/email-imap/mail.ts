import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { IncomingMail, MailAddress, MailFile } from '../../src/plugin-api';

/** The headers that say what kind of mail it is and whom it reached: the others stay in the mailbox. */
const wanted = new Set([
  'authentication-results',
  'auto-submitted',
  'content-type',
  'delivered-to',
  'envelope-to',
  'list-id',
  'precedence',
  'return-path',
  'x-autoreply',
  'x-autorespond',
  'x-autoresponse',
  'x-original-to',
]);
/** Bytes: a picture within the text that is smaller is a logo or counts readers. */
const smallest = 4096;

/**
 * @param leftOut names of files, if `source` is only the beginning of the mail
 * @throws if it is no mail at all
 */
export async function mailFrom(key: string, source: Buffer, at: Date, leftOut?: string[]): Promise<IncomingMail> {
  const parsed = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true });
  const from = addressesOf(parsed.from)[0] ?? { address: '' };
  return {
    key,
    messageId: parsed.messageId ?? '',
    ...(parsed.inReplyTo && { inReplyTo: parsed.inReplyTo }),
    references: [parsed.references ?? []].flat(),
    from,
    to: [...addressesOf(parsed.to), ...addressesOf(parsed.cc)],
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    headers: headersOf(parsed),
    attachments: leftOut ? [] : filesOf(parsed),
    ...(leftOut && { leftOut: leftOut.length ? leftOut.slice(0, 50) : ['?'] }),
    at,
  };
}

function addressesOf(given: AddressObject | AddressObject[] | undefined): MailAddress[] {
  return [given ?? []]
    .flat()
    .flatMap(({ value }) =>
      value.flatMap(({ address, name, group }) => [
        ...(address ? [{ address, ...(name && { name }) }] : []),
        ...(group ?? []).flatMap((one) => (one.address ? [{ address: one.address }] : [])),
      ]),
    );
}

/** Where several stand the first counts: servers write theirs on top of what was there. */
function headersOf({ headerLines }: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of headerLines) {
    const name = key.toLowerCase();
    if (wanted.has(name))
      headers[name] ??= line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n[ \t]+/g, ' ')
        .trim();
  }
  return headers;
}

function filesOf({ attachments }: ParsedMail): MailFile[] {
  return attachments
    .filter(({ related, size, contentType }) => !(related && size < smallest && contentType.startsWith('image/')))
    .map(({ filename, contentType, content }) => ({
      name: filename ?? (contentType === 'message/delivery-status' ? 'status.txt' : 'file'),
      type: contentType,
      content: new Uint8Array(content),
    }));
}
