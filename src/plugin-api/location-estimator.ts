import type { Call } from './plugin';

/**
 * Estimates the country of an address, which the host forgets afterwards.
 *
 * ```ts
 * locationEstimator: { estimate: async ({ address }) => ({ country: table.countryOf(address) }) }
 * ```
 */
export interface LocationEstimator {
  /** @returns ISO 3166-1 alpha-2, or nothing if unknown */
  estimate(request: { address: string }, call: Call): Promise<{ country?: string }>;
}
