import { randomUUID } from 'node:crypto';
import { FrameSocket, type ReceivedFrame } from './frame-socket';

export interface WireMessage {
  id: string;
  conversation: string;
  seq: number;
  from: 'visitor' | 'team' | 'system';
  author: { name: string } | null;
  body: string;
  attachments: WireFile[];
  at: string;
  deleted: boolean;
}
export interface WireFile {
  id: string;
  name: string;
  type: string;
  kind: 'image' | 'file';
  size: number;
  width: number | null;
  height: number | null;
}
export interface WireState {
  conversation: string | null;
  status: 'open' | 'closed';
  lastSeq: number;
  visitorSeen: number;
  teamSeen: number;
  assignee: { name: string } | null;
  teamOnline: boolean;
  visitor: { name: string | null; email: string | null; verified: boolean };
  version: string;
}
export interface WireSent {
  id: string;
  conversation: string;
  seq: number;
  at: string;
}
export interface WireError {
  code: string;
  message: string;
  retryAfter?: number;
  id?: string;
}
/** What a door answered: `body` is its JSON, or undefined if it sent none. */
export interface HttpAnswer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body & { error?: WireError };
}
export interface VisitorOptions {
  identity?: string;
  /** Sent with every request, such as an origin or a user agent. */
  headers?: Record<string, string>;
}

/** A visitor without a browser: speaks `docs/protocol.md` over HTTP, and opens sockets. */
export class VisitorClient {
  private constructor(
    readonly url: string,
    readonly token: string,
    readonly verified: boolean,
    readonly headers: Record<string, string> = {},
  ) {}

  static async welcome(url: string, website: string, { identity, headers }: VisitorOptions = {}): Promise<VisitorClient> {
    const answer = await call<{ token: string; verified: boolean }>(`${url}/widget/v1/visitors`, 'POST', headers, {
      website,
      identity,
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return new VisitorClient(url, answer.body.token, answer.body.verified, headers);
  }

  static withToken(url: string, token: string, headers?: Record<string, string>): VisitorClient {
    return new VisitorClient(url, token, false, headers);
  }

  /** One frame over HTTP. */
  act<Data = Record<string, unknown>>(event: string, data: unknown = {}): Promise<HttpAnswer<ReceivedFrame<Data>>> {
    return this.call('POST', 'events', { event, data });
  }

  async say(body: string, { id = randomUUID(), attachments }: { id?: string; attachments?: string[] } = {}): Promise<WireSent> {
    const answer = await this.act<WireSent>('message.send', { id, body, attachments });
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  }

  async resume(after?: number): Promise<{ state: WireState; messages: WireMessage[] }> {
    const { body } = await this.call<{ events: ReceivedFrame[] }>('POST', 'events', {
      event: 'conversation.resume',
      data: { after },
    });
    return split(body.events);
  }

  /** The long poll. */
  async poll(query: { after?: number; state?: string; wait?: number } = {}) {
    const text = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) text.set(name, String(value));
    const { status, body } = await this.call<{ events: ReceivedFrame[] }>('GET', `events?${text}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return { ...split(body.events), events: body.events };
  }

  async earlier(before: number, limit = 50): Promise<{ messages: WireMessage[]; more: boolean }> {
    return (await this.call<{ messages: WireMessage[]; more: boolean }>('GET', `messages?before=${before}&limit=${limit}`)).body;
  }

  async upload(bytes: Buffer | string, name: string): Promise<HttpAnswer<WireFile>> {
    const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(name) };
    const body = new Uint8Array(Buffer.from(bytes as string));
    return answerOf(await fetch(`${this.url}/widget/v1/uploads`, { method: 'POST', headers: { ...this.own, ...headers }, body }));
  }

  download(id: string): Promise<Response> {
    return fetch(`${this.url}/widget/v1/attachments/${id}`, { headers: this.own });
  }

  call<Body = Record<string, unknown>>(method: string, door: string, body?: unknown): Promise<HttpAnswer<Body>> {
    return call<Body>(`${this.url}/widget/v1/${door}`, method, this.own, body);
  }

  socket(): Promise<FrameSocket> {
    const { headers } = this;
    return FrameSocket.open(`${this.url}/widget/v1/socket`, ['parlour.v1', `token.${this.token}`], { headers });
  }

  /** The visitor's identifier, which stands in the token. */
  get id(): string {
    return this.token.split('.')[1];
  }

  private get own(): Record<string, string> {
    return { ...this.headers, Authorization: `Bearer ${this.token}` };
  }
}

function split(events: ReceivedFrame[]): { state: WireState; messages: WireMessage[] } {
  const messages = events.filter((frame) => frame.event === 'message.posted').map((frame) => frame.data as unknown);
  return { state: events[0].data as unknown as WireState, messages: messages as WireMessage[] };
}

async function call<Body>(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<HttpAnswer<Body>> {
  const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return answerOf(await fetch(url, { method, headers: { ...headers, ...json }, body: text }));
}

async function answerOf<Body>(response: Response): Promise<HttpAnswer<Body>> {
  const text = await response.text();
  const body = (text ? JSON.parse(text) : undefined) as HttpAnswer<Body>['body'];
  return { status: response.status, headers: response.headers, body };
}
