import { code, spec } from './scripts.mjs';

/** The files of a new plugin, by name. `typescript` within `plugins/`, plain JavaScript anywhere else: nothing builds it there. */
export function filesOf(id, template, { typescript }) {
  const ending = typescript ? 'ts' : 'js';
  return {
    'plugin.json': `${JSON.stringify(manifest(id, template, typescript), null, 2)}\n`,
    [`index.${ending}`]: code(template, typescript),
    [`${id}.spec.${ending}`]: spec(id, template, typescript),
    'README.md': readme(id, template),
    ...(!typescript && { 'package.json': packageOf(id, template) }),
  };
}

function manifest(id, { capability, what, privacy, events = [], schedule, webhook, offline }, typescript) {
  const settings = {
    address: {
      type: 'string',
      title: 'Address',
      description: 'Where the vendor listens, such as https://api.example.com.',
      format: 'uri',
    },
    key: { type: 'string', title: 'Key', secret: true },
  };
  return {
    ...(typescript && { $schema: '../../docs/plugin.schema.json' }),
    id,
    name: nameOf(id),
    description: `${what}.`,
    version: '1.0.0',
    engine: '^1.0',
    provides: [capability],
    main: 'index.js',
    settings: offline
      ? { type: 'object', properties: {} }
      : { type: 'object', properties: settings, required: ['address', 'key'] },
    events,
    network: offline ? [] : ['{address}'],
    ...(schedule && { schedule }),
    ...(webhook && { webhook }),
    privacy: {
      recipient: nameOf(id),
      country: null,
      safeguard: offline
        ? 'Nothing leaves the server.'
        : 'Say what protects the data there: a decision of adequacy, standard clauses …',
      cookies: [],
      consent: null,
      retention: offline ? 'The plugin keeps nothing.' : 'Say how long the recipient keeps it.',
      ...privacy,
    },
  };
}

/** For `npm publish`: by the keyword a server knows it among its packages. */
const packageOf = (id, { what }) =>
  `${JSON.stringify(
    {
      name: `parlour-plugin-${id}`,
      version: '1.0.0',
      description: `${what}. A plugin for Parlour.`,
      keywords: ['parlour-plugin'],
      main: 'index.js',
      files: ['index.js', 'plugin.json', 'README.md'],
    },
    null,
    2,
  )}\n`;

const nameOf = (id) =>
  id
    .split('-')
    .slice(1)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join(' ');

const readme = (id, { what, offline }) => `# ${nameOf(id)}

${what}${offline ? '.' : `, through ${nameOf(id)}.`}

Say here for the owner who reads this before switching it on:

- what it does, and what it does not
- who gets what, and how to get ${offline ? 'it' : 'an account and a key'}
- what happens when it fails
`;
