import type { Manifest, SettingSchema } from '../../plugin-api';
import { shownSettings } from '../enablement/plugin-settings';

/** One field of the form that is drawn from a manifest. */
export interface SettingField {
  name: string;
  label: string;
  hint?: string;
  kind: 'text' | 'number' | 'area' | 'choice' | 'switch' | 'secret' | 'secret-area';
  value?: string;
  checked?: boolean;
  required: boolean;
  isSecret: boolean;
  /** Of a secret: it is never shown again. */
  isSet?: boolean;
  options?: { value: string; chosen: boolean }[];
  minimum?: number;
  maximum?: number;
}

export const fieldName = (setting: string) => `setting.${setting}`;

/** `typed` is what a refused form held, `stored` what is in the database. */
export function settingFields(
  { settings }: Manifest,
  stored: string | undefined,
  typed: Record<string, unknown> | undefined,
): SettingField[] {
  const { values, secretsSet } = shownSettings(stored ?? '{}');
  return Object.entries(settings.properties).map(([name, schema]) => {
    const given = typed ? typed[fieldName(name)] : (values[name] ?? schema.default);
    const kind = kindOf(schema);
    const value = schema.secret ? '' : String(given ?? '');
    return {
      name: fieldName(name),
      label: schema.title,
      hint: schema.description,
      kind,
      value,
      checked: value === 'true' || value === 'on',
      required: !!settings.required?.includes(name),
      isSecret: !!schema.secret,
      isSet: secretsSet.includes(name),
      options: schema.enum?.map((option) => ({ value: option, chosen: option === value })),
      minimum: schema.minimum,
      maximum: schema.maximum,
    };
  });
}

function kindOf({ type, secret, enum: options, multiline }: SettingSchema): SettingField['kind'] {
  // A key in PEM has lines, which a field for passwords would lose.
  if (secret) return multiline ? 'secret-area' : 'secret';
  if (type === 'boolean') return 'switch';
  if (type === 'integer') return 'number';
  if (options) return 'choice';
  return multiline ? 'area' : 'text';
}

/** What a form says, as the values that the manifest's types want. A switch that is off is missing from a form. */
export function typedSettings({ settings }: Manifest, body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings.properties).map(([name, { type, multiline }]) => {
      const raw = body[fieldName(name)];
      const text = typeof raw === 'string' && !multiline ? raw.trim() : raw;
      if (type === 'boolean') return [name, text === 'true' || text === 'on' || text === true];
      if (type === 'integer' && typeof text === 'string' && /^-?\d{1,15}$/.test(text)) return [name, Number(text)];
      return [name, typeof text === 'string' ? text.replaceAll('\r\n', '\n') : text];
    }),
  );
}
