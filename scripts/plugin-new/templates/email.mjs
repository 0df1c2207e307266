export default {
  capability: 'emailSender',
  what: 'Sends mail',
  privacy: {
    kind: 'email',
    purpose: 'service',
    basis: 'legitimate-interest',
    fields: ['mail.recipient', 'mail.subject', 'mail.body'],
  },
  code: `
    emailSender: {
      async send(mail, { id, signal }) {
        // The same name for the same call: a vendor that knows it does not send twice.
        const answer = await ask⟨<{ id: string }>⟩('/mails', { ...mail, attachments: (mail.attachments ?? []).map(asText), key: id }, signal);
        return { providerId: answer.id };
      },
      async check({ signal }) {
        await ask('/me', {}, signal);
      },
    },`,
  helpers: `
const asText = ({ name, type, content }⟨: MailFile⟩) => ({ name, type, content: Buffer.from(content).toString('base64') });
`,
  imports: ['MailFile'],
  answer: `path === '/mails' ? { id: \`sent-\${json?.key}\` } : { name: 'Alder' }`,
  contract: `emailSenderContract(() => plugin().emailSender, vendor);`,
  use: `plugin().emailSender.check(newCall())`,
};
