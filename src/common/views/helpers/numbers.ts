import { lazily } from '../../lazily';

const plain = lazily(() => new Intl.NumberFormat('en'));
const short = lazily(() => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }));
const units = ['bytes', 'kB', 'MB', 'GB'];

/** 48213 → "47.1 kB", in steps of 1024 as file managers do. */
function bytes(count: unknown): string {
  let value = Number(count) || 0;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${short().format(value)} ${units[unit]}`;
}

export const numbers = {
  bytes,
  number: (value: unknown) => (typeof value === 'number' ? plain().format(value) : ''),
  /** For an attribute: Handlebars escapes it like any other text. */
  json: (value: unknown) => JSON.stringify(value ?? null),
};
