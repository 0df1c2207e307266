import { PluginsFolder } from './plugin-bench';

/** A secret of the vendor's customer: it may stand nowhere. */
export const vendorSecret = 'hawthorn-key-of-the-vendor';
export const vendorPage = '/settings/plugins/translate-vendor';
/** Says how many languages it knows, or if it shall be formal, that its vendor refuses. */
const script = `module.exports = ({ settings, log }) => ({ translator: {
  async translate({ texts }) { return { texts }; },
  async languages() {
    log('asked for languages');
    if (settings.formal) throw new Error('The vendor says <b>no</b>');
    return [{ code: 'de' }, { code: 'fr' }];
  },
} });`;
const settings = {
  type: 'object' as const,
  properties: {
    operator: { type: 'string' as const, title: 'Who runs it', description: 'As the notice names them.' },
    apiKey: { type: 'string' as const, title: 'Key', secret: true },
    formal: { type: 'boolean' as const, title: 'Formal' },
    retries: { type: 'integer' as const, title: 'Retries', default: 2, maximum: 5 },
    model: { type: 'string' as const, title: 'Model', enum: ['small', 'large'] },
    glossary: { type: 'string' as const, title: 'Glossary', multiline: true },
  },
  required: ['operator'],
};
const privacy = {
  recipient: '{operator}',
  kind: 'translation' as const,
  country: null,
  safeguard: 'It runs on your own server.',
  purpose: 'conversation' as const,
  basis: 'legitimate-interest' as const,
  fields: ['message.body', 'visitor.language'],
  cookies: [],
  consent: null,
  retention: 'Nothing is kept.',
};

/** What the owner types. */
export const vendorForm = {
  'setting.operator': 'Alder & Co',
  'setting.apiKey': vendorSecret,
  'setting.retries': '3',
  'setting.glossary': 'desk\nchair',
  country: 'PT',
};

/** A translator with every kind of setting, and one that is broken, in a folder for `PLUGINS_DIR`. */
export function vendorFolder(): PluginsFolder {
  const folder = new PluginsFolder();
  folder.write('translate-vendor', script, { name: 'Vendor <i>', settings, privacy });
  folder.write('translate-broken', script, { engine: '^9.0', name: 'Broken' });
  return folder;
}
