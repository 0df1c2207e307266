import { browserOf, offlineCountry } from '../common/client-facts';
import type { Website } from '../workspaces/website.entity';
import type { VisitorFacts, VisitorTraces } from './visitor.types';

type Switches = Pick<Website, 'collectsBrowser' | 'collectsLocation'>;

/**
 * What may be kept of a request's traces: a switch that is off leaves null, and nobody looks at what it is about. The two libraries
 * are loaded when first needed.
 *
 * @param countryOf the country of an address, or null
 */
export async function factsOf(
  website: Switches,
  traces: VisitorTraces,
  countryOf: (address: string) => Promise<string | null> = offlineCountry,
): Promise<VisitorFacts> {
  const browser = website.collectsBrowser && traces.userAgent ? await browserOf(traces.userAgent) : { browser: null, os: null };
  return {
    ...browser,
    language: website.collectsBrowser ? languageOf(traces.acceptLanguage) : null,
    country: website.collectsLocation && traces.address ? await countryOf(traces.address) : null,
  };
}

/** The first language of an Accept-Language header, as a BCP 47 tag. */
function languageOf(header = ''): string | null {
  const first = header.split(/[,;]/)[0].trim();
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(first) ? first.slice(0, 35) : null;
}
