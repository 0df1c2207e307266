import type { Fault } from '../protocol';

/** The server answered, and its answer was no. */
export class Refusal extends Error {
  readonly code: string;
  readonly retryAfter?: number;

  constructor(readonly fault: Fault) {
    super(fault.message);
    this.code = fault.code;
    this.retryAfter = fault.retryAfter;
  }
}

export function refusalOf(status: number, text: string): Refusal {
  try {
    return new Refusal((JSON.parse(text) as { error: Fault }).error);
  } catch {
    // A proxy's own error page: waiting may help if it speaks for a server that is away.
    return new Refusal({ code: `http.${status}`, message: `HTTP ${status}`, retryAfter: status >= 500 ? 5 : undefined });
  }
}

/** One request. Throws a `Refusal` if the server refused, another error if it could not be reached. */
export async function request(address: string, token: string | undefined, options: RequestInit = {}): Promise<Response> {
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (options.body) headers['Content-Type'] = 'application/json';
  const response = await fetch(address, {
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'origin',
    ...options,
    headers,
  });
  if (!response.ok) throw refusalOf(response.status, await response.text());
  return response;
}

export async function requestJson<Answer>(address: string, token: string | undefined, body?: unknown): Promise<Answer> {
  const options = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await (await request(address, token, options)).json()) as Answer;
}
