import { PluginError } from '../../src/plugin-api';

const sentences: Record<number, string> = {
  400: 'The server does not take this request',
  401: 'The server does not accept the key',
  403: 'The key may not do this',
  404: 'The server knows neither this address nor this model',
  429: 'The server has too much to do, or the account is used up',
};

/** What an answer other than 2xx means: in the server's own words as well, which an owner sees who tries the settings. */
export async function refusalOf(response: Response): Promise<PluginError> {
  const { status } = response;
  const said = wordsIn(await response.text().catch(() => ''));
  const sentence = sentences[status] ?? (status >= 500 ? 'The server is in trouble' : 'The server refused');
  return new PluginError(`${sentence} (${status})${said ? `: ${said}` : '.'}`, status === 408 || status === 429 || status >= 500);
}

/** Whatever went wrong on the way. What the network does may be over the next time. */
export function failureOf(error: unknown, signal: AbortSignal): PluginError {
  if (error instanceof PluginError) return error;
  if (signal.aborted) return new PluginError('Nobody waited for the answer any longer.', true);
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'SyntaxError') return new PluginError('The server answered with something that is not JSON. Check the address.');
  return new PluginError(`The server could not be reached: ${cause?.code ?? message}.`, true);
}

function wordsIn(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: string | { message?: string } };
    return String(typeof error === 'string' ? error : (error?.message ?? '')).slice(0, 300);
  } catch {
    return '';
  }
}
