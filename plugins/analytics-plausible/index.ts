import { createHash } from 'node:crypto';
import type { AnalyticsEvent, PluginFactory } from '../../src/plugin-api';
import { Vendor } from './vendor';

interface Settings {
  url: string;
  domain: string;
}

/** Events that were taken before a batch broke off: Plausible cannot tell that one comes again. */
const mostRemembered = 2_000;

/**
 * Plausible tells people apart by their address and browser, for a day. It gets neither: everybody has the same browser, and an
 * address made from their random name, of the range that is set aside for examples (RFC 3849) and belongs to nobody.
 */
export function inventedAddress(personKey: string): string {
  const hex = createHash('sha256').update(personKey).digest('hex');
  return `2001:db8:${hex.slice(0, 24).match(/.{4}/g)!.join(':')}`;
}

const bodyOf = ({ name, properties }: AnalyticsEvent, domain: string) => ({
  name,
  domain,
  // There is no page, and Plausible wants one: this is how apps do it.
  url: `app://${domain}/chat`,
  props: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, String(value)])),
  interactive: false,
});

/** Hands events to Plausible one by one: its events API takes no batches. */
export default (({ settings, log }) => {
  const vendor = new Vendor('Plausible', settings.url);
  const taken = new Set<string>();
  async function send(event: AnalyticsEvent, signal: AbortSignal): Promise<boolean> {
    const response = await vendor.ask('/api/event', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Parlour/1.0',
        'x-forwarded-for': inventedAddress(event.personKey),
      },
      body: JSON.stringify(bodyOf(event, settings.domain)),
      signal,
    });
    await response.body?.cancel();
    return response.headers.get('x-plausible-dropped') === '1';
  }
  return {
    analyticsSink: {
      async track({ events }, { signal }) {
        let dropped = 0;
        for (const event of events) {
          if (taken.has(event.id)) continue;
          if (await send(event, signal)) dropped += 1;
          if (taken.size >= mostRemembered) taken.delete(taken.values().next().value!);
          taken.add(event.id);
        }
        if (dropped) log(`Plausible dropped ${dropped} of ${events.length} events: see its shield settings and the domain.`);
      },
      /** There is no key to try: whether the server is up is all that can be asked without counting something. */
      async check({ signal }) {
        const response = await vendor.ask('/api/health', { signal });
        await response.body?.cancel();
      },
    },
  };
}) satisfies PluginFactory<Settings>;
