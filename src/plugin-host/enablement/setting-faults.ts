import { runInNewContext } from 'node:vm';
import Ajv, { type ErrorObject, type SchemaObject, type ValidateFunction } from 'ajv';
import type { Manifest, SettingSchema } from '../../plugin-api';
import { hostOf, hostSettings } from './placeholders';

/** Key of a sentence in the catalogue, and its limit. */
export interface Fault {
  key: string;
  limit?: number;
}

/** No setting needs more; keys and certificates fit. */
const longest = 20_000;
/** A value may end in a header, a command or a log of somebody's: what would begin another line there is refused here. */
const oneLine = /^[^\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]*$/u;
const plainLines = /^(?:[\t\n\r]|[^\p{Cc}\p{Surrogate}])*$/u;
const formats: Record<NonNullable<SettingSchema['format']>, (value: string) => boolean> = {
  uri: (value) => /^https?:\/\//i.test(value) && hostOf(value) !== undefined,
  email: (value) => /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(value),
  hostname: (value) => hostOf(value) !== undefined && !/^https?:/i.test(value),
};

/** What is wrong with settings, by name: every fault at once. `values` gets the defaults of what is missing. */
export function settingFaults(manifest: Manifest, values: Record<string, unknown>): Record<string, Fault> {
  const validate = validatorOf(manifest);
  const faults: Record<string, Fault> = {};
  validate(values);
  for (const error of validate.errors ?? []) faults[nameOf(error)] ??= faultOf(error);
  for (const [name, { pattern, multiline }] of Object.entries(manifest.settings.properties)) {
    const value = values[name];
    if (typeof value === 'string' && !faults[name] && !(multiline ? plainLines : oneLine).test(value))
      faults[name] = { key: multiline ? 'validation.invalid' : 'fields.oneLine' };
    if (pattern && typeof value === 'string' && !faults[name] && !matches(pattern, value))
      faults[name] = { key: 'validation.invalid' };
  }
  for (const name of hostSettings(manifest)) {
    const value = values[name];
    if (typeof value === 'string' && value && !faults[name] && !hostOf(value.trim())) faults[name] = { key: 'plugins.hostWrong' };
  }
  return faults;
}

/** Compiling takes milliseconds, and pages ask often: once for each manifest is enough. */
const validators = new WeakMap<Manifest, ValidateFunction>();

function validatorOf(manifest: Manifest): ValidateFunction {
  const known = validators.get(manifest);
  if (known) return known;
  const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, formats });
  const validate = ajv.compile(schemaOf(manifest));
  validators.set(manifest, validate);
  return validate;
}

/** Only what the contract knows: nothing else that a manifest says reaches the validator. */
function schemaOf({ settings }: Manifest): SchemaObject {
  const properties = Object.entries(settings.properties).map(([name, setting]) => {
    const { type, format, minimum, maximum, minLength, enum: options } = setting;
    const text = type === 'string' && { maxLength: Math.min(setting.maxLength ?? longest, longest) };
    const required = type === 'string' && settings.required?.includes(name) && { minLength: Math.max(minLength ?? 1, 1) };
    const rules = { type, format, minimum, maximum, minLength, enum: options, default: setting.default, ...text, ...required };
    return [name, Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined))] as const;
  });
  const { required = [] } = settings;
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

/** A pattern is a plugin's own: one that never ends costs a tenth of a second, and counts as not matched. */
function matches(pattern: string, value: string): boolean {
  try {
    return runInNewContext('new RegExp(pattern, "u").test(value)', { pattern, value }, { timeout: 100 }) as boolean;
  } catch {
    return false;
  }
}

function nameOf({ keyword, instancePath, params }: ErrorObject): string {
  if (keyword === 'required') return String((params as { missingProperty: string }).missingProperty);
  if (keyword === 'additionalProperties') return String((params as { additionalProperty: string }).additionalProperty);
  return instancePath.slice(1);
}

const sentences: Record<string, string> = {
  required: 'validation.missing',
  additionalProperties: 'validation.unknown',
  enum: 'validation.choice',
  minimum: 'validation.tooSmall',
  maximum: 'validation.tooLarge',
  maxLength: 'validation.tooLong',
};
const formatSentences: Record<string, string> = {
  uri: 'validation.url',
  email: 'validation.email',
  hostname: 'plugins.hostWrong',
};
const typeSentences: Record<string, string> = { integer: 'validation.number', boolean: 'validation.yesOrNo' };

function faultOf({ keyword, params }: ErrorObject): Fault {
  const { limit, format, type } = params as { limit?: number; format?: string; type?: string };
  if (keyword === 'minLength') return limit === 1 ? { key: 'validation.missing' } : { key: 'validation.tooShort', limit };
  if (keyword === 'format') return { key: formatSentences[format!] ?? 'validation.invalid' };
  if (keyword === 'type') return { key: typeSentences[type!] ?? 'validation.text' };
  return { key: sentences[keyword] ?? 'validation.invalid', limit };
}
