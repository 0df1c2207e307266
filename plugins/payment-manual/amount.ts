import { PluginError } from '../../src/plugin-api';

/** An amount in a currency's smallest unit as people write it: `EUR 29.00`, `JPY 500`. */
export function amountOf(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new PluginError('The amount must be a whole number above zero.');
  if (!/^[A-Z]{3}$/.test(currency)) throw new PluginError('The currency must be a code of three letters, such as EUR.');
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits).replace(/\s/g, ' ');
}
