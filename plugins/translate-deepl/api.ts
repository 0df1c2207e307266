import { PluginError } from '../../src/plugin-api';

/** What DeepL's statuses mean, where the number does not say it. */
const meaning: Record<number, string> = {
  403: 'the key is not valid',
  413: 'the text is too long',
  429: 'too many requests at once',
  456: 'the quota of this key is used up',
  529: 'too many requests at once',
};
const passing = (status: number) => status === 429 || status >= 500;

/** DeepL's servers: keys that end in `:fx` are for the free one. */
export class Api {
  private readonly base: string;

  constructor(
    private readonly key: string,
    address?: string,
  ) {
    this.base = address?.replace(/\/+$/, '') || `https://${key.endsWith(':fx') ? 'api-free' : 'api'}.deepl.com`;
  }

  /** @param body left out for GET; @throws PluginError */
  async ask<Answer>(path: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
    const headers = { Authorization: `DeepL-Auth-Key ${this.key}`, ...(body && { 'Content-Type': 'application/json' }) };
    const response = await fetch(this.base + path, {
      signal,
      redirect: 'error',
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new PluginError(`DeepL could not be reached: ${error.message}`, true);
    });
    const answer = (await response.json().catch(() => undefined)) as (Answer & { message?: string }) | undefined;
    if (!response.ok) throw this.refusal(response, answer?.message);
    if (typeof answer !== 'object' || answer === null) throw this.strange();
    return answer;
  }

  strange(): PluginError {
    return new PluginError('The answer is not one of DeepL.', true);
  }

  private refusal({ status, headers }: Response, said?: string): PluginError {
    const wait = headers.get('retry-after');
    const words = meaning[status] ?? said ?? 'no reason given';
    return new PluginError(`DeepL said ${status}: ${words}.${wait ? ` It asks to wait: ${wait}.` : ''}`, passing(status));
  }
}
