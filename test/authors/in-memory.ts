import { PluginError, type Capabilities, type IncomingMail, type OutgoingMail, type Person } from '../../src/plugin-api';
import type { ReceivedMail } from '../../src/plugin-api/contracts/email-sender';

/** Sound providers that need nobody: what the suites are tried on. */
export function fileStore() {
  const files = new Map<string, Uint8Array>();
  const store: Capabilities['fileStore'] = {
    put: async ({ key, content }, { signal }) => {
      signal.throwIfAborted();
      files.set(key, content);
    },
    get: async ({ key, start = 0, end }) => {
      const content = files.get(key);
      return content && { content: content.subarray(start, end === undefined ? undefined : end + 1), size: content.length };
    },
    delete: async ({ key }) => void files.delete(key),
    check: async () => undefined,
  };
  return { store, files };
}

export const translator = (): Capabilities['translator'] => ({
  translate: async ({ texts }) => ({ texts: texts.map((text) => (text.trim() ? `«${text}»` : text)) }),
  languages: async () => [{ code: 'de' }],
});

export const mail: OutgoingMail = {
  to: { address: 'ana@example.com' },
  from: { address: 'chat@alder.example' },
  subject: 'Hello',
  text: 'Hello',
  messageId: '<1@alder.example>',
};

export function emailSender() {
  const received: ReceivedMail[] = [];
  const sender: Capabilities['emailSender'] = {
    send: async ({ to, subject, text, messageId, inReplyTo = '', references = [] }, { signal }) => {
      signal.throwIfAborted();
      const headers = { 'message-id': messageId, 'in-reply-to': inReplyTo, references: references.join(' ') };
      received.push({ to: to.address, subject, text, headers });
      return { providerId: messageId };
    },
    check: async () => undefined,
  };
  return { sender, received };
}

export function emailReceiver() {
  const mails = new Map<string, IncomingMail>();
  const known = { references: [], from: { address: 'ana@example.com' }, to: [], headers: {}, attachments: [], at: new Date() };
  const receiver: Capabilities['emailReceiver'] = {
    fetch: async ({ limit }) => [...mails.values()].slice(0, limit),
    settle: async ({ keys }) => keys.forEach((key) => mails.delete(key)),
    check: async () => undefined,
  };
  const arrives = (mail: { subject: string; text: string; messageId: string }) =>
    void mails.set(mail.messageId, { ...known, ...mail, key: mail.messageId });
  return { receiver, mailbox: { works: () => mails.clear(), arrives } };
}

export const paymentProvider = (): Capabilities['paymentProvider'] => ({
  checkout: async ({ orderId, amount, currency }) => {
    if (!Number.isSafeInteger(amount) || amount <= 0 || !/^[A-Z]{3}$/.test(currency)) throw new PluginError('No.');
    return { url: `https://pay.example/${orderId}` };
  },
  webhook: async () => Promise.reject(new PluginError('The signature is wrong.')),
  refund: async () => undefined,
  portal: async () => undefined,
  check: async () => undefined,
});

export function eventHandler() {
  const records = new Set<string>();
  const handler: Capabilities['eventHandler'] = { handle: async ({ id }) => void records.add(id) };
  return { handler, records };
}

export function personalDataHolder() {
  const people = new Map<string, Record<string, unknown>>();
  const count = ({ id }: Person) => Number(people.has(id));
  const holder: Capabilities['personalData'] = {
    export: async ({ id }) => ({ records: people.has(id) ? [people.get(id)!] : [] }),
    erase: async ({ id }) => ({ erased: Number(people.delete(id)) }),
    rectify: async (person) => {
      const rectified = count(person);
      if (rectified) people.set(person.id, person.fields);
      return { rectified };
    },
    restrict: async ({ restricted }) => ({ restricted }),
  };
  return { holder, vendor: { works: () => people.clear(), knows: ({ id, fields }: Person) => void people.set(id, fields) } };
}

export const composerAction = (): Capabilities['composerAction'] => ({
  list: async () => [
    { id: 'hours', label: 'Opening hours' },
    { id: 'track', label: 'Tracking link', input: { label: 'Order number' } },
  ],
  run: async ({ actionId, input }) => {
    if (actionId === 'hours') return { text: 'We are open from 9 to 5.' };
    if (actionId !== 'track') throw new PluginError('There is no such action.');
    if (!input?.trim()) return { message: 'Type the number of the order.' };
    return { text: `https://shop.example/track/${encodeURIComponent(input)}` };
  },
});

export const cardProvider = (): Capabilities['cardProvider'] => ({
  card: async () => ({ title: 'Orders', rows: [{ label: '1042', value: 'Sent' }], buttons: [{ id: 'again', label: 'Again' }] }),
  press: async ({ buttonId }) => {
    if (buttonId !== 'again') throw new PluginError('There is no such button.');
    return { message: 'Done.' };
  },
});
