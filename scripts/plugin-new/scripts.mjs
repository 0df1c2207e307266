/** `emailSender` → `email-sender`: the file of a contract suite. */
const fileOf = (capability) => capability.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (file) => file.replace(/-(\w)/g, (_dash, letter) => letter.toUpperCase());
const inLanguage = (text, typescript) => text.replace(/⟨([^⟩]*)⟩/g, typescript ? '$1' : '');

const pluginError = `
/** Says that a call failed, and whether trying again later can help. */
class PluginError extends Error {
  constructor(message, retry = false) {
    super(message);
    this.retry = retry;
  }
}
`;

const ask = `
  /** One question to the vendor; says of each failure whether another try can help. */
  async function ask⟨<Answer>⟩(path⟨: string⟩, question⟨: unknown⟩, signal⟨: AbortSignal⟩)⟨: Promise<Answer>⟩ {
    const answer = await fetch(\`\${settings.address}\${path}\`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: \`Bearer \${settings.key}\` },
      body: JSON.stringify(question),
      signal,
    });
    // Too many questions, or trouble at the vendor: later it may go well. A wrong key stays wrong.
    if (!answer.ok) throw new PluginError(\`The vendor answered \${answer.status}.\`, answer.status === 429 || answer.status >= 500);
    return (await answer.json())⟨ as Answer⟩;
  }
`;

/** The plugin itself. */
export function code(template, typescript) {
  const { what, offline, helpers = '', imports = [], head = '' } = template;
  const names = [...(offline ? [] : ['PluginError']), ...[...imports, 'PluginFactory'].sort().map((name) => `type ${name}`)];
  const start = typescript
    ? `${head}\nimport ${offline ? 'type { PluginFactory }' : `{ ${names.join(', ')} }`} from '../../src/plugin-api';\n`
    : `'use strict';\n${commonJs(head)}\n${offline ? '' : pluginError}`;
  const settings = offline || !typescript ? '' : '\ninterface Settings {\n  address: string;\n  key: string;\n}\n';
  const parameter = offline ? '()' : '({ settings })';
  const open = typescript
    ? `export default (${parameter} => {`
    : `/** @type {import('./plugin-api').PluginFactory} */\nmodule.exports = ${parameter} => {`;
  const type = offline ? 'PluginFactory' : 'PluginFactory<Settings>';
  const close = typescript ? `}) satisfies ${type};` : '};';
  const body = `${offline ? '' : (template.ask ?? ask)}\n  return {${template.code}\n  };`;
  const says = typescript ? `/** ${what}. */\n` : '';
  return inLanguage(`${start}${settings}${helpers}\n${says}${open}${body}\n${close}\n`, typescript);
}

/** Its test: the contract suite against a vendor of its own. */
export function spec(id, template, typescript) {
  const { capability, contract, contracts = [fileOf(capability)], offline, use, specHead = '', beforeContract = '' } = template;
  const place = typescript ? '../../src/plugin-api/contracts' : 'parlour/plugin-api/contracts';
  const lines = [
    ...(use ? [`import { newCall } from '${place}/contract';`] : []),
    ...contracts.map((file) => `import { ${camel(file)}Contract } from '${place}/${file}';`),
    ...(offline ? [] : [`import { fakeVendor } from '${place}/fake-vendor';`]),
    `import { hostPlugin } from '${typescript ? '../../test/kit' : 'parlour/kit'}/plugin-harness';`,
    typescript ? `import factory from './index';` : `const factory = require('./index');`,
    ...(contract.includes('{ events,')
      ? [typescript ? `import { events } from './plugin.json';` : `const { events } = require('./plugin.json');`]
      : []),
  ];
  const vendor =
    template.vendor ??
    (template.answer && `\nconst vendor = fakeVendor(({ path, json }) => ({\n  body: ${template.answer},\n}));`) ??
    '';
  const settings = `{ address: vendor.url, key: 'secret' }`;
  const context = `{ settings: ${settings}, log: () => undefined, stopping: new AbortController().signal }`;
  const plugin = `const plugin = () => factory(${offline ? '' : context});`;
  const note = vendor && '\n/** Speaks as the vendor does by its documentation: the nearer, the more these tests are worth. */';
  const text = `${specHead}\n${lines.join('\n')}\n${note}${vendor}\n\n${plugin}\n${beforeContract}\n${contract}\n${use ? signsIn(use) : ''}${asHosted(typescript ? `'${id}'` : '__dirname', contract, offline ? '{}' : settings)}`;
  return inLanguage(typescript ? text : `'use strict';\n${commonJs(text)}`, typescript);
}

/** The same once more, as a server would run it: in a process of its own, with the hosts of the manifest and no others. */
const asHosted = (place, contract, settings) => `
describe('behind the guard of a real server', () => {
  const hosted = hostPlugin(${place}, { settings: () => (${settings}) });

  it('is offered to owners', () => expect(hosted.problems()).toEqual([]));

  ${contract.replace(/plugin\(\)\.(\w+)/g, "hosted.capability('$1')")}
});
`;

const signsIn = (use) => `
it('signs in with the key of its settings', async () => {
  vendor.works();
  await ${use};
  expect(vendor.requests.at(-1)?.headers.authorization).toBe('Bearer secret');
});
`;

const commonJs = (text) => text.replace(/^import (\{[^}]*\}) from ('[^']*');$/gm, 'const $1 = require($2);');
