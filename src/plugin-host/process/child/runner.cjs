'use strict';
const { pathToFileURL } = require('node:url');
const { openChannel } = require('./channel.cjs');
const { installGuard } = require('./guard.cjs');
const { memoryOf } = require('./memory.cjs');

/** What runs in a plugin's process: starts the plugin behind the guard, and hands it the host's calls. */
const memory = memoryOf(Number(process.argv[2]));
const channel = openChannel(3, { receive, gone: () => process.exit(0), large: memory.look });
const pipe = Object.getPrototypeOf(channel.socket._handle);
const stopping = new AbortController();
const calls = new Map();
const mostWords = 500;
let plugin;

function receive(number, message) {
  if (message.kind === 'call') return void answer(number, message);
  if (message.kind === 'abort') return abort(number);
  if (message.kind === 'more') return calls.get(number)?.more(message.count);
  if (message.kind === 'start') return void start(message);
  if (message.kind === 'stop') return stop();
}

async function start({ main, settings, network, privateNetwork }) {
  try {
    installGuard({ network, privateNetwork, pipe, refused: (host) => channel.send(0, { kind: 'refused', host }) });
    const factory = factoryOf(await import(pathToFileURL(main).href));
    const log = (line) => void channel.send(0, { kind: 'log', line: String(line).slice(0, 2000) });
    plugin = await factory(Object.freeze({ settings: Object.freeze(settings), log, stopping: stopping.signal }));
    channel.send(0, { kind: 'ready' });
  } catch (error) {
    channel.send(0, { kind: 'failed', ...wordsOf(error) });
  }
}

/** The default export; compiled to CommonJS it stands one step deeper. */
function factoryOf(exported) {
  let found = exported;
  for (let step = 0; step < 3 && found && typeof found !== 'function'; step++) found = found.default;
  if (typeof found !== 'function') throw new Error('The script has no default export that is a function.');
  return found;
}

async function answer(number, { callId, capability, method, argument, most, stream }) {
  const control = new AbortController();
  const flow = stream ? new Flow() : undefined;
  calls.set(number, { control, more: (count) => flow?.add(count) });
  memory.watch(() => calls.size > 0);
  try {
    const provider = plugin?.[capability];
    if (typeof provider?.[method] !== 'function') throw new NotThere(`There is no ${capability}.${method}.`);
    const call = Object.freeze({ id: callId, signal: control.signal });
    const answered = argument === undefined ? provider[method](call) : provider[method](argument, call);
    if (stream) await sendPieces(number, answered, flow, most);
    else send(number, { kind: 'answer', value: await answered }, most);
  } catch (error) {
    if (calls.has(number)) channel.send(number, { kind: 'error', ...wordsOf(error) });
  } finally {
    calls.delete(number);
  }
}

async function sendPieces(number, pieces, flow, most) {
  for await (const value of pieces) {
    await flow.one();
    if (!calls.has(number)) return;
    send(number, { kind: 'piece', value }, most);
  }
  send(number, { kind: 'end' }, most);
}

function send(number, message, most) {
  if (!calls.has(number)) return;
  let size;
  try {
    size = channel.send(number, message, most);
  } catch (error) {
    throw new NotThere(`The answer cannot be handed over: ${error.message}`);
  }
  if (size === undefined) throw new NotThere(`The answer has more than ${most} bytes.`);
}

/** The host does not wait for the plugin to notice: it only wants to know that this process still turns. */
function abort(number) {
  const call = calls.get(number);
  calls.delete(number);
  channel.send(number, { kind: 'aborted' });
  call?.control.abort(new Error('The host does not wait any longer.'));
  call?.more(Infinity);
}

function stop() {
  stopping.abort();
  channel.socket.unref();
  setTimeout(() => process.exit(0), 500).unref();
}

/** How many pieces the host will take: what it has not read yet waits in the plugin. */
class Flow {
  credit = 16;
  waiting = undefined;

  add(count) {
    this.credit += count;
    this.waiting?.();
  }

  async one() {
    while (this.credit <= 0) await new Promise((resolve) => (this.waiting = resolve));
    this.credit--;
  }
}

/** The plugin does not do what its capability promises: another try gives the same. */
class NotThere extends Error {}

function wordsOf(error) {
  const words = String(error?.message ?? error).slice(0, mostWords);
  if (error instanceof NotThere) return { words, retry: false, answer: true };
  return { words, retry: error?.retry !== false, doubtful: error?.doubtful === true, code: codeOf(error) };
}

/** A word, and never a value that could be about somebody. */
function codeOf({ name, code } = {}) {
  return name === 'PluginError' && typeof code === 'string' ? code.slice(0, 40) : undefined;
}
