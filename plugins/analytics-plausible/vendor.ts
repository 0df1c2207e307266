import { PluginError } from '../../src/plugin-api';

/** What the vendor may ask for at most, in milliseconds; who asks for more is asked again after that. */
const longestRest = 3_600_000;

/** Speaks with one vendor: says of each failure whether another try can help, and keeps away while the vendor asks for it. */
export class Vendor {
  private restUntil = 0;

  constructor(
    private readonly name: string,
    private readonly address: string,
  ) {}

  /** @throws PluginError */
  async ask(path: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    if (Date.now() < this.restUntil) throw new PluginError(`${this.name} asked us to wait.`, true);
    const response = await fetch(`${this.address.replace(/\/+$/, '')}${path}`, { redirect: 'error', ...init }).catch(
      (error: Error) => {
        throw new PluginError(`${this.name} could not be reached: ${reasonOf(error)}.`, true);
      },
    );
    if (response.ok) return response;
    const { status } = response;
    await response.body?.cancel();
    if (status === 429 || status === 503) this.rest(response.headers.get('retry-after'));
    const later = status === 408 || status === 425 || status === 429 || status >= 500;
    throw new PluginError(`${this.name} answered ${status}.`, later, { code: `http-${status}` });
  }

  /** `Retry-After` is a number of seconds, or a date (RFC 9110, 10.2.3). */
  private rest(header: string | null): void {
    if (!header) return;
    const millis = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
    if (millis > 0) this.restUntil = Date.now() + Math.min(millis, longestRest);
  }
}

const reasonOf = ({ cause, name }: Error): string => (cause as { code?: string } | undefined)?.code ?? name;
