import { createHash } from 'node:crypto';
import { PluginError, type AnalyticsEvent, type PluginFactory } from '../../src/plugin-api';
import { Vendor } from './vendor';

interface Settings {
  url: string;
  siteId: number;
  token: string;
}

/** Matomo's visitor identifiers are 16 hexadecimal digits. */
export const visitorIdOf = (personKey: string): string => createHash('sha256').update(personKey).digest('hex').slice(0, 16);

/** `2026-03-01 09:30:00`, in UTC. */
const timeOf = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

/** An event as a query of the Tracking HTTP API: `ca=1` says that no page was looked at. */
export function queryOf({ id, name, at, personKey, properties }: AnalyticsEvent, siteId: number): string {
  const { side, files } = properties;
  const query = new URLSearchParams({
    idsite: String(siteId),
    rec: '1',
    apiv: '1',
    ca: '1',
    send_image: '0',
    rand: id,
    _id: visitorIdOf(personKey),
    cdt: timeOf(at),
    e_c: 'Chat',
    e_a: name,
    ...(side !== undefined && { e_n: String(side) }),
    ...(typeof files === 'number' && { e_v: String(files) }),
  });
  return `?${query}`;
}

/** Hands events to the bulk tracking of Matomo's Tracking HTTP API. */
export default (({ settings, log }) => {
  const vendor = new Vendor('Matomo', settings.url);
  return {
    analyticsSink: {
      async track({ events }, { signal }) {
        if (!events.length) return;
        const requests = events.map((event) => queryOf(event, settings.siteId));
        const response = await vendor.ask('/matomo.php', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ requests, token_auth: settings.token }),
          signal,
        });
        const answer = (await response.json().catch(() => ({}))) as { status?: string; invalid?: number };
        if (answer.status !== 'success') throw new PluginError('Matomo did not say that it took the events.', true);
        // Sending them again would change nothing, and double the others.
        if (answer.invalid) log(`Matomo found ${answer.invalid} of ${events.length} events invalid.`);
      },
      /** Reads the website's entry, which needs the address, the token and the number to be right. */
      async check({ signal }) {
        const method = { module: 'API', method: 'SitesManager.getSiteFromId', format: 'json', idSite: String(settings.siteId) };
        const body = new URLSearchParams({ ...method, token_auth: settings.token });
        const response = await vendor.ask('/index.php', { method: 'POST', body, signal });
        const answer = (await response.json().catch(() => undefined)) as { result?: string } | undefined;
        if (!answer || typeof answer !== 'object') throw new PluginError('There is no Matomo at this address.');
        if (answer.result === 'error') throw new PluginError('Matomo refused: check the token and the website ID.');
      },
    },
  };
}) satisfies PluginFactory<Settings>;
