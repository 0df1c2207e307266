import { PluginError } from '../../src/plugin-api';
import { eventsOf } from './events';
import type { Message } from './prompts';
import { failureOf, refusalOf } from './refusals';

export interface ChatSettings {
  /** With `/v1`. */
  address: string;
  model: string;
  key?: string;
  /** In tenths. */
  temperature?: number;
  operator: string;
}

interface Chunk {
  choices?: { delta?: { content?: string | null }; message?: { content?: string | null }; finish_reason?: string | null }[];
  error?: { message?: string } | string;
}

/** One server that speaks `/chat/completions` and `/models`. */
export class Chat {
  constructor(private readonly settings: ChatSettings) {}

  /** @throws PluginError */
  async *stream(messages: Message[], signal: AbortSignal): AsyncGenerator<string> {
    const { model, temperature } = this.settings;
    const liveliness = typeof temperature === 'number' ? { temperature: temperature / 10 } : {};
    try {
      const response = await this.ask('chat/completions', signal, { model, messages, stream: true, ...liveliness });
      yield* response.headers.get('content-type')?.includes('json') ? wholeOf(await response.json()) : piecesOf(response);
    } catch (error) {
      throw failureOf(error, signal);
    }
  }

  /** That the server answers, takes the key, and has the model. @throws PluginError */
  async check(signal: AbortSignal): Promise<{ models: number }> {
    try {
      const response = await this.ask('models', signal);
      const { data } = (await response.json()) as { data?: { id?: string }[] };
      if (!Array.isArray(data))
        throw new PluginError('The server answers, but does not speak the OpenAI protocol. Check the address.');
      const models = data.map(({ id }) => String(id));
      const { model } = this.settings;
      if (!models.some((id) => id === model || id === `${model}:latest`))
        throw new PluginError(`The server has no model "${model}". It has: ${models.slice(0, 10).join(', ') || 'none at all'}.`);
      return { models: models.length };
    } catch (error) {
      throw failureOf(error, signal);
    }
  }

  private async ask(path: string, signal: AbortSignal, body?: object): Promise<Response> {
    const { address, key } = this.settings;
    const headers: Record<string, string> = { Accept: body ? 'text/event-stream' : 'application/json' };
    if (body) headers['Content-Type'] = 'application/json';
    if (key) headers.Authorization = `Bearer ${key}`;
    // A server that sends somebody elsewhere would take the key along.
    const response = await fetch(`${address.replace(/\/+$/, '')}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal,
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  }
}

async function* piecesOf(response: Response): AsyncGenerator<string> {
  if (!response.body) throw new PluginError('The server answered with nothing.', true);
  let finished = false;
  for await (const data of eventsOf(response.body)) {
    if (data === '[DONE]') return;
    const chunk = JSON.parse(data) as Chunk;
    const choice = choiceOf(chunk);
    if (choice?.delta?.content) yield choice.delta.content;
    if (choice?.finish_reason) finished = true;
  }
  if (!finished) throw new PluginError('The answer broke off.', true);
}

/** The answer of a server that does not stream. */
function* wholeOf(answer: unknown): Generator<string> {
  const content = choiceOf(answer as Chunk)?.message?.content;
  if (!content) throw new PluginError('The server answered with nothing.', true);
  yield content;
}

function choiceOf({ error, choices }: Chunk) {
  if (error)
    throw new PluginError(
      `The server gave up: ${typeof error === 'string' ? error : (error.message ?? 'no reason given')}`,
      true,
    );
  const [choice] = choices ?? [];
  if (choice?.finish_reason === 'content_filter') throw new PluginError('The filter of the server stopped the answer.');
  return choice;
}
