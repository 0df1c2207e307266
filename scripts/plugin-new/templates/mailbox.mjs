export default {
  capability: 'emailReceiver',
  what: 'Fetches mail from a mailbox',
  privacy: { kind: 'email', purpose: 'service', basis: 'legitimate-interest', fields: [] },
  code: `
    emailReceiver: {
      pollSeconds: 30,
      async fetch({ limit }, { signal }) {
        const { mails } = await ask⟨<{ mails: (Omit<IncomingMail, 'at'> & { at: string })[] }>⟩('/unseen', { limit }, signal);
        return mails.map((mail) => ({ ...mail, at: new Date(mail.at) }));
      },
      // Only now the mails are in a conversation: until then they come again.
      async settle({ keys }, { signal }) {
        if (keys.length) await ask('/seen', { keys }, signal);
      },
      async check({ signal }) {
        await ask('/me', {}, signal);
      },
    },`,
  imports: ['IncomingMail'],
  vendor: `
const mailbox = new Map⟨<string, object>⟩();
const vendor = fakeVendor(({ path, json }) => {
  if (path === '/seen') for (const key of json?.keys⟨ as string[]⟩) mailbox.delete(key);
  return { body: { mails: [...mailbox.values()].slice(0, Number(json?.limit ?? 0)) } };
});
const { works } = vendor;
Object.assign(vendor, { works: () => (works(), mailbox.clear()) });
const arrives = (mail⟨: { subject: string; text: string; messageId: string }⟩) =>
  void mailbox.set(mail.messageId, {
    ...mail,
    key: mail.messageId,
    references: [],
    from: { address: 'ana@example.com' },
    to: [{ address: 'chat@alder.example' }],
    headers: {},
    attachments: [],
    at: new Date(),
  });`,
  contract: `emailReceiverContract(() => plugin().emailReceiver, Object.assign(vendor, { arrives }));`,
  use: `plugin().emailReceiver.check(newCall())`,
};
