import { createHash, randomUUID } from 'node:crypto';
import { PluginError, type AnalyticsEvent, type PluginFactory } from '../../src/plugin-api';
import { Vendor } from './vendor';

interface Settings {
  url: string;
  key: string;
}

/** PostHog takes an event with the same UUID only once, so it is made from the event's own identifier. */
export function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  // Version 8 (RFC 9562): the bits are our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** No profile of the person, and no place guessed from the address of this server. */
const ofNobody = { $process_person_profile: false, $geoip_disable: true, $lib: 'parlour' };

const captured = ({ id, name, at, personKey, properties }: AnalyticsEvent) => ({
  event: name,
  uuid: uuidOf(id),
  distinct_id: personKey,
  timestamp: at.toISOString(),
  properties: { ...properties, ...ofNobody, distinct_id: personKey },
});

/** Hands events to `/batch/` of PostHog's capture API. */
export default (({ settings }) => {
  const vendor = new Vendor('PostHog', settings.url);
  const post = (path: string, body: object, signal: AbortSignal) =>
    vendor.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: settings.key, ...body }),
      signal,
    });
  return {
    analyticsSink: {
      async track({ events }, { signal }) {
        if (!events.length) return;
        const response = await post('/batch/', { batch: events.map(captured) }, signal);
        const answer = (await response.json().catch(() => ({}))) as { status?: unknown };
        // Newer servers say "Ok", older ones 1.
        if (answer.status !== 1 && answer.status !== 'Ok')
          throw new PluginError('PostHog did not say that it took the events.', true);
      },
      /** Asks for feature flags of nobody: the one question that a project key may put. */
      async check({ signal }) {
        const response = await post('/flags?v=2', { distinct_id: randomUUID(), $geoip_disable: true }, signal);
        await response.body?.cancel();
      },
    },
  };
}) satisfies PluginFactory<Settings>;
