/** What each method promises to answer. A method that is not here answers nothing: whatever it says is dropped. */
const text = (maxLength: number) => ({ type: 'string', maxLength });
const address = text(1000);
const link = { type: 'string', pattern: '^https?://', maxLength: 2000 };
const count = { type: 'integer', minimum: 0 };
const record = (properties: Record<string, object>, ...optional: string[]) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const listOf = (items: object, maxItems: number) => ({ type: 'array', items, maxItems });
const words = { type: 'object', additionalProperties: { type: 'string' } };

const person = record({ address, name: text(1000) }, 'name');
const file = record({ name: text(1000), type: text(200), content: { isBytes: true } });
const mail = record(
  {
    key: text(500),
    messageId: text(2000),
    inReplyTo: text(2000),
    references: listOf(text(2000), 1000),
    from: person,
    to: listOf(person, 1000),
    subject: text(10_000),
    text: text(5_000_000),
    html: text(10_000_000),
    headers: words,
    attachments: listOf(file, 200),
    leftOut: listOf(text(1000), 200),
    at: { isDate: true },
  },
  'inReplyTo',
  'html',
  'leftOut',
);
const method = record(
  { brand: text(40), lastFour: { type: 'string', pattern: '^\\d{4}$' }, expires: text(10) },
  'lastFour',
  'expires',
);
const payment = record(
  { eventId: text(300), orderId: text(300), state: { enum: ['open', 'paid', 'failed', 'refunded'] }, method },
  'method',
);
const shown = (maxLength: number) => ({ type: 'string', pattern: '\\S', maxLength });
const button = record({ id: { type: 'string', pattern: '^[\\w.:-]{1,60}$' }, label: shown(60) });
const row = record(
  { label: text(120), value: text(1000), url: { type: 'string', pattern: '^https://', maxLength: 2000 } },
  'url',
);
const action = record(
  {
    ...button.properties,
    input: record({ label: shown(60), placeholder: text(60) }, 'placeholder'),
  },
  'input',
);

export const answerSchemas: Record<string, object> = {
  'emailSender.send': record({ providerId: text(1000) }),
  'emailReceiver.fetch': listOf(mail, 1000),
  'translator.translate': record({ texts: listOf({ type: 'string' }, 10_000), from: text(35) }, 'from'),
  'translator.languages': listOf(record({ code: text(35) }), 1000),
  'writingAssistant.write': { type: 'string' },
  'fileStore.get': record({ content: { isBytes: true }, size: count }),
  'locationEstimator.estimate': record({ country: { type: 'string', pattern: '^[A-Z]{2}$' } }, 'country'),
  'paymentProvider.checkout': record({ url: link, instructions: text(5000) }, 'url', 'instructions'),
  'paymentProvider.webhook': listOf(payment, 1000),
  'paymentProvider.portal': record({ url: link }),
  'cardProvider.card': record({ title: shown(120), rows: listOf(row, 50), buttons: listOf(button, 3) }, 'buttons'),
  'cardProvider.press': record({ message: shown(500) }),
  'composerAction.list': listOf(action, 20),
  'composerAction.run': record({ text: shown(4000), message: shown(500) }, 'text', 'message'),
  'personalData.export': record({ records: listOf({ type: 'object' }, 10_000) }),
  'personalData.erase': record({ erased: count }),
  'personalData.rectify': record({ rectified: count }),
  'personalData.restrict': record({ restricted: { type: 'boolean' } }),
};

/** Methods that may answer nothing: there is no such file, no such page, nothing to show. */
export const mayBeNothing = new Set(['fileStore.get', 'paymentProvider.portal', 'cardProvider.card']);
