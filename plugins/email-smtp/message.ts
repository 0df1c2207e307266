import type Mail from 'nodemailer/lib/mailer';
import { type MailAddress, type OutgoingMail, PluginError } from '../../src/plugin-api';
import type { Settings } from './transport';

// eslint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u001f\u007f]+/g;
/** A line break in a header begins another header. */
const line = (text: string) => text.replace(control, ' ').trim();
const address = /^[^\s@"<>()[\],;:\\]+@[^\s@"<>()[\],;:\\]+$/;

/** The mail as it goes to the server: from whom the settings say, with nothing in a header that could begin another. */
export function messageFrom(mail: OutgoingMail, { fromAddress, fromName }: Settings): Mail.Options {
  const { to, from, replyTo, subject, text, html, messageId, inReplyTo, references, headers = {}, attachments = [] } = mail;
  return {
    from: checked({ address: fromAddress || from.address, name: fromName || from.name }),
    to: checked(to),
    ...(replyTo && { replyTo: checked(replyTo) }),
    subject: line(subject),
    text,
    ...(html && { html }),
    messageId: line(messageId),
    ...(inReplyTo && { inReplyTo: line(inReplyTo) }),
    ...(references?.length && { references: references.map(line) }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace(/[^\w-]/g, ''), line(value)])),
    attachments: attachments.map(({ name, type, content }) => ({
      filename: line(name),
      contentType: line(type),
      content: Buffer.from(content),
    })),
  };
}

function checked({ address: given, name }: MailAddress): { address: string; name: string } {
  if (!address.test(given)) throw new PluginError('This is no address that mail can be sent to or from.', false);
  return { address: given, name: line(name ?? '') };
}
