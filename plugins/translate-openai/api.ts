import { PluginError } from '../../src/plugin-api';

const passing = (status: number) => status === 408 || status === 409 || status === 429 || status >= 500;

/** An OpenAI-compatible server. */
export class Api {
  private readonly base: string;

  constructor(
    address: string,
    private readonly key?: string,
  ) {
    this.base = address.replace(/\/+$/, '');
  }

  /** @param body left out for GET; @throws PluginError */
  async ask<Answer>(path: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
    const response = await fetch(this.base + path, {
      signal,
      redirect: 'error',
      headers: { ...(this.key && { Authorization: `Bearer ${this.key}` }), ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new PluginError(`The server could not be reached: ${error.message}`, true);
    });
    const answer = (await response.json().catch(() => undefined)) as
      (Answer & { error?: { message?: string; code?: string } | string }) | undefined;
    if (!response.ok) throw this.refusal(response, answer?.error);
    if (typeof answer !== 'object' || answer === null)
      throw new PluginError('The server answered with no JSON. Does the address end with the version, such as /v1?', true);
    return answer;
  }

  async requireModel(model: string, signal: AbortSignal): Promise<void> {
    const { data } = await this.ask<{ data?: { id?: string }[] }>('/models', undefined, signal);
    const names = Array.isArray(data) ? data.map(({ id }) => id) : [];
    // Ollama adds a tag to names that have none.
    if (names.some((name) => name === model || name === `${model}:latest`)) return;
    throw new PluginError(`The server has no model "${model}". It has: ${names.slice(0, 10).join(', ') || 'none'}.`);
  }

  private refusal({ status, headers }: Response, error?: { message?: string; code?: string } | string): PluginError {
    const said = typeof error === 'string' ? error : error?.message;
    const wait = headers.get('retry-after');
    // A quota that is used up comes as 429 as well, and waiting does not help.
    const isOver = typeof error === 'object' && error.code === 'insufficient_quota';
    const words = `The server said ${status}${said ? `: ${said}` : ''}${wait ? ` It asks to wait: ${wait}.` : ''}`;
    return new PluginError(words, passing(status) && !isOver);
  }
}
