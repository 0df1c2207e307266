export interface Answer {
  status: number;
  /** Path of a redirect. */
  location: string | undefined;
  headers: Headers;
  text: string;
}

/** A form's fields; a list is sent as a repeated field, what is undefined not at all. */
export type Fields = Record<string, string | string[] | undefined>;

/** A browser without eyes: keeps cookies, sends forms with their origin, follows no redirects. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value ?? []].flat()) body.append(name, one);
    return this.send('POST', path, { Origin: this.url, Accept: 'text/html', ...headers }, body);
  }

  postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = { Origin: this.url, Accept: 'application/json', 'Content-Type': 'application/json' };
    return this.send('POST', path, { ...json, ...headers }, JSON.stringify(body));
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | URLSearchParams,
  ): Promise<Answer> {
    const sent = { Accept: 'text/html', ...(this.cookies.size && { Cookie: this.cookieHeader }), ...headers };
    const response = await fetch(this.url + path, { method, headers: sent, body, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location') ?? undefined;
    return { status: response.status, location, headers: response.headers, text: await response.text() };
  }

  private keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (!name) return;
    if (!value || /Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
