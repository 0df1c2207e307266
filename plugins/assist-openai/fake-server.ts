import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  path: string;
  authorization: string | undefined;
  body: { model: string; stream: boolean; temperature?: number; messages: { role: string; content: string }[] };
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** A server on this machine that speaks the documented protocol, and can be in any trouble that servers get into. */
export class FakeServer {
  readonly asked: Asked[] = [];
  /** Requests whose reader went away before the end. */
  left = 0;
  models = ['llama3.1:latest', 'qwen2.5'];
  key?: string;
  /** What it writes: a text, or what it makes of the request. */
  text: string | ((asked: Asked) => string) = 'We have sent it.';
  /** Bytes per packet; pieces of the text are cut anywhere by it. */
  packet = 1_000;
  trouble?:
    | { status: number; body?: string }
    | 'hang'
    | 'stall'
    | 'cut'
    | 'error-midway'
    | 'no-stream'
    | 'not-json'
    | 'redirect'
    | 'filter';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response).catch(() => response.destroy()));
  }

  static async open(): Promise<FakeServer> {
    const fake = new FakeServer();
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  works(): void {
    this.trouble = undefined;
    this.key = undefined;
    this.packet = 1_000;
    this.text = 'We have sent it.';
    this.asked.length = 0;
    this.left = 0;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const path = request.url ?? '';
    const asked = {
      path,
      authorization: request.headers.authorization,
      body: text ? (JSON.parse(text) as Asked['body']) : undefined,
    };
    this.asked.push(asked as Asked);
    response.once('close', () => !response.writableFinished && this.left++);
    if (this.trouble === 'hang') return;
    if (this.trouble === 'redirect') return void response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end();
    if (typeof this.trouble === 'object') return refuse(response, this.trouble.status, this.trouble.body);
    if (this.key && asked.authorization !== `Bearer ${this.key}`)
      return refuse(response, 401, errorOf('Incorrect API key provided'));
    if (this.trouble === 'not-json') return void response.writeHead(200, { 'Content-Type': 'application/json' }).end('<html>');
    if (path.endsWith('/models'))
      return json(response, { object: 'list', data: this.models.map((id) => ({ id, object: 'model' })) });
    if (!path.endsWith('/chat/completions')) return refuse(response, 404, errorOf('not found'));
    if (!this.models.some((id) => id.split(':')[0] === asked.body!.model.split(':')[0]))
      return refuse(response, 404, errorOf(`model "${asked.body!.model}" not found, try pulling it first`));
    await this.write(asked as Asked, response);
  }

  private async write(asked: Asked, response: ServerResponse): Promise<void> {
    const content = typeof this.text === 'function' ? this.text(asked) : this.text;
    if (this.trouble === 'no-stream')
      return json(response, { choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] });
    const pieces = content.match(/\s*\S+|\s+$/g) ?? [];
    const shown = this.trouble && this.trouble !== 'filter' ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces;
    const events = [
      ': waiting\n\n',
      chunk({ role: 'assistant', content: '' }),
      ...shown.map((piece) => chunk({ content: piece })),
      ...(this.trouble === 'error-midway' ? [`data: ${errorOf('out of memory')}\n\n`] : []),
      ...(this.trouble === 'filter' ? [chunk({}, 'content_filter')] : []),
      ...(this.trouble ? [] : [chunk({}, 'stop'), 'data: [DONE]\n\n']),
    ];
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    const bytes = Buffer.from(events.join(''));
    for (let at = 0; at < bytes.length; at += this.packet) {
      response.write(bytes.subarray(at, at + this.packet));
      if (this.packet < 50) await pause(1);
    }
    if (this.trouble === 'stall') return;
    if (this.trouble === 'cut') return void pause(20).then(() => response.destroy());
    response.end();
  }
}

const errorOf = (message: string): string => JSON.stringify({ error: { message, type: 'invalid_request_error' } });
const chunk = (delta: object, reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
const json = (response: ServerResponse, body: object) =>
  void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
const refuse = (response: ServerResponse, status: number, body = '') =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
