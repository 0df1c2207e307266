import { PluginError } from '../../src/plugin-api';

/** Statuses after which trying again is of use; others say that the request, or the key, is wrong. */
const passing = (status: number) => status === 408 || status === 429 || status >= 500;

/** One LibreTranslate server. */
export class Server {
  constructor(
    private readonly address: string,
    private readonly key?: string,
  ) {}

  /** @param body left out for GET; @throws PluginError */
  async ask<Answer>(path: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
    const url = this.address.replace(/\/+$/, '') + path;
    const response = await fetch(url, {
      signal,
      redirect: 'error',
      ...(body && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...body, ...(this.key && { api_key: this.key }) }),
      }),
    }).catch((error: Error) => {
      throw new PluginError(`The server could not be reached: ${error.message}`, true);
    });
    const answer = (await response.json().catch(() => undefined)) as (Answer & { error?: string }) | undefined;
    if (!response.ok) throw this.refusal(response, answer?.error);
    if (typeof answer !== 'object' || answer === null) throw this.strange();
    return answer;
  }

  strange(): PluginError {
    return new PluginError('The server answered with something that LibreTranslate would not say. Is the address right?', true);
  }

  private refusal({ status, headers }: Response, said = ''): PluginError {
    const wait = headers.get('retry-after');
    const later = wait ? ` It asks to wait: ${wait}.` : '';
    return new PluginError(`The server said ${status}${said && `: ${said}`}.${later}`, passing(status));
  }
}
