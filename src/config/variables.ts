import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';

/** One environment variable: how it is shown in the documentation, and how its text becomes a value. */
export interface Variable<Value> {
  description: string;
  shownDefault: string;
  /** @throws Error whose message says what is wrong and how to mend it */
  parse(raw: string | undefined): Value;
}

const variable = <Value>(
  description: string,
  shownDefault: string,
  parse: (raw: string | undefined) => Value,
): Variable<Value> => ({ description, shownDefault, parse });

export const text = (byDefault: string, description: string) => variable(description, byDefault, (raw) => raw ?? byDefault);

export const path = text;

export const optionalPath = (description: string) =>
  variable<string | undefined>(description, '', (raw) => (raw ? resolve(raw) : undefined));

export function integer(byDefault: number, { min, max }: { min: number; max: number }, description: string): Variable<number> {
  return variable(description, String(byDefault), (raw) => {
    if (raw === undefined) return byDefault;
    const value = Number(raw);
    if (!/^\d+$/.test(raw) || value < min || value > max)
      throw new Error(`"${raw}" is not a whole number from ${min} to ${max}. Set one, or leave it out for ${byDefault}.`);
    return value;
  });
}

export function boolean(byDefault: boolean, description: string): Variable<boolean> {
  return variable(description, byDefault ? 'on' : 'off', (raw) => {
    if (raw === undefined) return byDefault;
    if (['on', 'true', '1'].includes(raw)) return true;
    if (['off', 'false', '0'].includes(raw)) return false;
    throw new Error(`"${raw}" is neither on nor off. Set it to "on" or "off".`);
  });
}

export function choice<const Option extends string>(
  options: readonly Option[],
  byDefault: Option,
  description: string,
): Variable<Option> {
  return variable(description, byDefault, (raw) => {
    if (raw === undefined) return byDefault;
    if (!options.includes(raw as Option)) throw new Error(`"${raw}" is not known. Set it to one of ${options.join(', ')}.`);
    return raw as Option;
  });
}

export function url(protocols: string[], description: string): Variable<string | undefined> {
  return variable(description, '', (raw) => {
    if (raw === undefined) return undefined;
    const example = `${protocols[0]}//host`;
    if (!URL.canParse(raw)) throw new Error(`this is not an address. Write it like ${example}.`);
    if (!protocols.includes(new URL(raw).protocol))
      throw new Error(`the address must begin with ${protocols.join('// or ')}//. Write it like ${example}.`);
    return raw.replace(/\/+$/, '');
  });
}

/** RFC 9116 wants a URI; what is only a mail address becomes one. */
export function contact(description: string): Variable<string | undefined> {
  return variable(description, '', (raw) => {
    if (raw === undefined) return undefined;
    const uri = /^[^\s@/:]+@[^\s@/:]+$/.test(raw) ? `mailto:${raw}` : raw;
    if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(uri))
      throw new Error('this is no contact. Write a mail address, or the address of a page that begins with https://.');
    return uri;
  });
}

/** A secret: its value is never repeated in an error. */
export function secret(minimumLength: number, description: string): Variable<string | undefined> {
  return variable(description, '', (raw) => {
    if (raw !== undefined && raw.length < minimumLength)
      throw new Error(
        `it has ${raw.length} characters, at least ${minimumLength} are needed. \`openssl rand -hex 32\` makes one.`,
      );
    return raw;
  });
}

/** Secrets, separated by commas: as {@link secret}. */
export function secretList(minimumLength: number, description: string): Variable<string[]> {
  const one = secret(minimumLength, description);
  return variable(description, '', (raw) => {
    const entries = (raw ?? '').split(',').map((entry) => entry.trim());
    return entries.filter(Boolean).map((entry) => one.parse(entry)!);
  });
}

export function hostList(description: string): Variable<string[]> {
  return variable(description, '', (raw) => {
    const entries = (raw ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
    for (const entry of entries) {
      if (!ipaddr.isValid(entry) && !ipaddr.isValidCIDR(entry))
        throw new Error(
          `"${entry}" is neither an address nor a range. Write it like 127.0.0.1 or 10.0.0.0/8, separated by commas.`,
        );
    }
    return entries;
  });
}
