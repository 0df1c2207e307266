/**
 * A lean WebSocket client, so that the load costs less than what it measures: on two cores a full client would be the
 * bottleneck. It speaks what a server under test speaks (whole text frames, ping, close) and nothing else.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const END_OF_HEAD = '\r\n\r\n';

export class Socket {
  /** Resolves once the server has answered 101. `onText(buffer, start, end)` is called for each text frame. */
  static open({ port, path, headers = {} }, onText = () => {}) {
    return new Promise((resolve, reject) => {
      const stream = connect({ port, host: '127.0.0.1', noDelay: true });
      const socket = new Socket(stream, onText);
      let head = '';
      stream.on('error', reject);
      stream.once('close', () => reject(new Error(`The server closed ${path} before answering.`)));
      stream.once('connect', () => stream.write(handshake(port, path, headers)));
      stream.on('data', function readHead(chunk) {
        head += chunk.latin1Slice();
        const end = head.indexOf(END_OF_HEAD);
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(`${path} was refused: ${head.slice(0, 600)}`));
        stream.off('data', readHead);
        stream.on('data', (next) => socket.#read(next));
        stream.on('close', () => socket.onClose?.());
        resolve(socket);
        const rest = head.slice(end + END_OF_HEAD.length);
        if (rest) socket.#read(Buffer.from(rest, 'latin1'));
      });
    });
  }

  #stream;
  #unread = null;
  #unsent = [];
  closeReason = '';

  constructor(stream, onText) {
    this.#stream = stream;
    this.onText = onText;
  }

  /** Everything sent in the same turn leaves in one write. */
  send(text) {
    if (this.#unsent.push(frame(TEXT, text)) === 1) queueMicrotask(() => this.#flush());
  }

  close() {
    this.onClose = undefined;
    this.#stream.destroy();
  }

  #flush() {
    const frames = this.#unsent;
    this.#unsent = [];
    if (!this.#stream.destroyed) this.#stream.write(frames.length === 1 ? frames[0] : Buffer.concat(frames));
  }

  #read(chunk) {
    const bytes = this.#unread ? Buffer.concat([this.#unread, chunk]) : chunk;
    let at = 0;
    while (bytes.length - at >= 2) {
      let length = bytes[at + 1] & 127;
      let start = at + 2;
      if (length === 126) {
        if (bytes.length < start + 2) break;
        length = bytes.readUInt16BE(start);
        start += 2;
      } else if (length === 127) {
        if (bytes.length < start + 8) break;
        length = Number(bytes.readBigUInt64BE(start));
        start += 8;
      }
      const end = start + length;
      if (bytes.length < end) break;
      this.#take(bytes[at] & 15, bytes, start, end);
      at = end;
    }
    this.#unread = at < bytes.length ? bytes.subarray(at) : null;
  }

  #take(opcode, bytes, start, end) {
    if (opcode === TEXT) return this.onText(bytes, start, end);
    if (opcode === PING) return this.#stream.write(frame(PONG, bytes.latin1Slice(start, end)));
    if (opcode === CLOSE) {
      this.closeReason = end - start >= 2 ? `${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}` : 'no code';
      this.#stream.end();
    }
  }
}

/** Client frames must be masked; a mask of zeros is valid, leaves the bytes as they are, and costs the server the same. */
function frame(opcode, text) {
  const length = Buffer.byteLength(text);
  const offset = length < 126 ? 6 : 8;
  const bytes = Buffer.allocUnsafe(offset + length);
  bytes[0] = 128 | opcode;
  if (length < 126) {
    bytes[1] = 128 | length;
  } else {
    bytes[1] = 128 | 126;
    bytes.writeUInt16BE(length, 2);
  }
  bytes.fill(0, offset - 4, offset);
  bytes.write(text, offset);
  return bytes;
}

function handshake(port, path, headers) {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': 13,
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}${END_OF_HEAD}`;
}
