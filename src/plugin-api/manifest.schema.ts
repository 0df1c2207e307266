import { pluginEvents } from './event-handler';
import { consentCategories, legalBases, pluginPurposes, recipientKinds } from './manifest';

const sentence = (most: number) => ({ type: 'string', minLength: 1, maxLength: most });
const nullable = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

/** Capabilities that may stand under `provides`; `personalData` is answered by whoever keeps copies, and needs no entry. */
export const providableCapabilities = [
  'emailSender',
  'emailReceiver',
  'analyticsSink',
  'translator',
  'writingAssistant',
  'fileStore',
  'locationEstimator',
  'paymentProvider',
  'eventHandler',
  'scheduledJob',
  'cardProvider',
  'composerAction',
] as const;

const setting = {
  type: 'object',
  required: ['type', 'title'],
  additionalProperties: false,
  properties: {
    type: { enum: ['string', 'integer', 'boolean'], description: 'Draws a text field, a number field or a switch.' },
    title: { ...sentence(80), description: 'The label of the field.' },
    description: { ...sentence(300), description: 'A hint below the field.' },
    default: { type: ['string', 'number', 'boolean'], description: 'What stands in the field at first.' },
    enum: { type: 'array', items: sentence(80), minItems: 1, maxItems: 50, uniqueItems: true, description: 'Draws a choice.' },
    format: { enum: ['uri', 'email', 'hostname'], description: 'What the text has to be.' },
    minimum: { type: 'number' },
    maximum: { type: 'number' },
    minLength: { type: 'integer', minimum: 0 },
    maxLength: { type: 'integer', minimum: 1 },
    pattern: { ...sentence(200), format: 'regex', description: 'Regular expression for the whole text.' },
    secret: { type: 'boolean', description: 'Write-only: encrypted at rest and never shown again.' },
    multiline: { type: 'boolean', description: 'More than one line.' },
  },
} as const;

const privacy = {
  type: 'object',
  description: 'The sheet that an owner reads before switching the plugin on.',
  required: ['recipient', 'kind', 'country', 'safeguard', 'purpose', 'basis', 'fields', 'cookies', 'consent', 'retention'],
  additionalProperties: false,
  properties: {
    recipient: {
      ...nullable(sentence(120)),
      description: 'Who gets the data, as a notice names them; null if it hands on nothing; "{setting}" is filled in.',
    },
    kind: { enum: recipientKinds, description: 'Kind of recipient.' },
    country: {
      ...nullable({ type: 'string', pattern: '^[A-Z]{2}$' }),
      description: 'Two letters (ISO 3166-1); null where the owner decides, who is then asked.',
    },
    safeguard: { type: 'string', maxLength: 300, description: 'What protects the data in a third country.' },
    purpose: { enum: pluginPurposes, description: 'Why it gets data. There is no purpose "sell".' },
    basis: { enum: legalBases, description: 'Art. 6 (1) GDPR.' },
    fields: {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z][A-Za-z]*\\.[a-z][A-Za-z]*$' },
      uniqueItems: true,
      description: '`entity.column` of the data map: nothing else ever leaves.',
    },
    cookies: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'purpose', 'days'],
        additionalProperties: false,
        properties: { name: sentence(80), purpose: sentence(200), days: { type: 'integer', minimum: 0, maximum: 400 } },
      },
    },
    consent: { enum: [...consentCategories, null], description: 'A category exactly if the basis is consent; otherwise null.' },
    retention: { ...sentence(300), description: 'How long the recipient keeps it, in words.' },
  },
} as const;

/** JSON Schema of `plugin.json`; docs/plugin.schema.json is made from it, for editors. */
export const manifestSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Manifest of a Parlour plugin',
  type: 'object',
  required: ['id', 'name', 'description', 'version', 'engine', 'provides', 'main', 'settings', 'events', 'network', 'privacy'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    id: {
      type: 'string',
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)+$',
      maxLength: 60,
      description: '`<capability>-<vendor>`, also the folder’s name.',
    },
    name: { ...sentence(60), description: 'As people read it.' },
    description: { ...sentence(300), description: 'What it does, in a sentence or two.' },
    version: { ...sentence(40), description: 'Semantic version: 1.0.0.' },
    engine: { ...sentence(40), description: 'Range of the engine that it was made for: ^1.0.' },
    provides: { type: 'array', items: { enum: providableCapabilities }, uniqueItems: true, description: 'What it can do.' },
    main: { ...sentence(120), description: 'The script, relative to the folder.' },
    homepage: { type: 'string', pattern: '^https?://', maxLength: 300 },
    settings: {
      type: 'object',
      required: ['type', 'properties'],
      additionalProperties: false,
      properties: {
        type: { const: 'object' },
        properties: {
          type: 'object',
          propertyNames: { pattern: '^[a-z][A-Za-z0-9]*$' },
          additionalProperties: setting,
          description: 'The form is drawn from these, in this order.',
        },
        required: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      },
    },
    events: { type: 'array', items: { enum: pluginEvents }, uniqueItems: true, description: 'What its eventHandler hears of.' },
    network: {
      type: 'array',
      items: sentence(260),
      uniqueItems: true,
      maxItems: 50,
      description: 'Hosts it may reach: api.example.com, *.example.com, with :port if it is not 443 or 80, or {setting}.',
    },
    schedule: {
      type: 'object',
      required: ['minutes'],
      additionalProperties: false,
      properties: { minutes: { type: 'integer', minimum: 1, maximum: 10080 } },
    },
    webhook: {
      type: 'boolean',
      description: 'The vendor sends signed notices, which the method webhook reads: the page of the plugin shows an address.',
    },
    widget: {
      type: 'object',
      required: ['text'],
      additionalProperties: false,
      properties: {
        text: sentence(300),
        link: {
          type: 'object',
          required: ['label', 'url'],
          additionalProperties: false,
          properties: { label: sentence(60), url: { type: 'string', pattern: '^https://', maxLength: 300 } },
        },
      },
    },
    privacy,
  },
} as const;
