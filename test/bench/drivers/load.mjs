/** What every job is made of: visitors that write, agents that watch, and texts to write. */
import { Socket } from './socket.mjs';
import * as parlour from './parlour.mjs';
import * as plain from './plain.mjs';

const dialects = { parlour, plain };
export const dialectOf = (server) => dialects[server.dialect];

/** Runs `work` for every item, at most `abreast` at a time. Fewer than the 511 of Node's listen queue, or the kernel adds a second. */
export async function inTurns(items, abreast, work) {
  const results = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, items.length) }, lane));
  return results;
}

export class Visitor {
  static async open(server, identity) {
    const visitor = new Visitor();
    visitor.identity = identity ?? (await dialectOf(server).identify(server));
    const door = dialectOf(server).visitorDoor(server, visitor.identity);
    visitor.socket = await Socket.open({ port: server.port, ...door }, (bytes, start, end) =>
      visitor.#read(bytes.latin1Slice(start, end)),
    );
    visitor.socket.onClose = () => fail(`A visitor was disconnected: ${visitor.socket.closeReason}`);
    return visitor;
  }

  onSent = () => {};
  onFrame = () => {};

  write(id = crypto.randomUUID()) {
    this.socket.send(`{"event":"message.send","data":{"id":"${id}","body":"${someText()}"}}`);
  }

  /** Writes one message and waits until the server has accepted it. */
  writeAndWait() {
    return new Promise((resolve) => {
      this.onSent = resolve;
      this.write();
    });
  }

  /** Says what this visitor has, and waits for the state and the `missed` messages after it. Bare servers have nothing to tell. */
  resume(server, after, missed) {
    const frame = dialectOf(server).resume(after);
    if (!frame) return undefined;
    return new Promise((resolve) => {
      let state = 0;
      let messages = 0;
      this.onFrame = (text) => {
        if (text.includes('"message.posted"')) messages++;
        else if (text.includes('"conversation.state"')) state++;
        if (state && messages >= missed) resolve();
      };
      this.socket.send(frame);
    });
  }

  close() {
    this.socket.close();
  }

  #read(text) {
    if (text.includes('"event":"error"')) fail(`A visitor was refused: ${text}`);
    if (text.includes('"event":"message.sent"')) this.onSent();
    else this.onFrame(text);
  }
}

/** `onPosted(id)` is called for every message shown; without it the agent takes everything and looks at nothing. */
export async function openAgent(server, number, onPosted) {
  const dialect = dialectOf(server);
  const read = (bytes, start, end) => {
    for (const [, id] of bytes.latin1Slice(start, end).matchAll(dialect.postedIds)) onPosted(id);
  };
  const agent = await Socket.open({ port: server.port, ...dialect.agentDoor(server, number) }, onPosted && read);
  agent.onClose = () => fail(`An agent was disconnected: ${agent.closeReason}`);
  if (dialect.watch) agent.send(dialect.watch);
  return agent;
}

/** A job is its process: what goes wrong in a callback ends both, and the bench prints the sentence. */
function fail(sentence) {
  if (!process.send) throw new Error(sentence);
  process.send({ error: sentence }, () => process.exit(1));
}

const WORDS =
  `order parcel invoice refund table chair walnut delivery Tuesday address colour receipt warranty cushion broken missing
  please thanks when where could exchange return courier size delay label account payment card question answer oak lamp shelf`.split(
    /\s+/,
  );
const TEXT_BYTES = 120;
const texts = Array.from({ length: 997 }, (_, seed) => {
  let text = '';
  for (let step = 0; text.length < TEXT_BYTES; step++)
    text += `${WORDS[(seed * 31 + step * step * 7 + step * seed) % WORDS.length]} `;
  return text.slice(0, TEXT_BYTES - 1) + '.';
});
let turn = 0;
const someText = () => texts[turn++ % texts.length];
