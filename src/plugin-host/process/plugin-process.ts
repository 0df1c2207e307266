import type { ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import { type EnabledPlugin, type FailureWords, PluginFailure, type Trouble } from '../plugin-host.types';
import { Channel } from './channel';
import { answerOf } from './answers';
import { type FromPlugin, messageOf, type Waiting } from './messages';
import { launch, setLowest } from './launch';
import type { Lines } from './lines';
import type { MethodRules } from './methods';
import { Pieces } from './pieces';
import { Pulse } from './pulse';
import type { ProcessCall } from './plugin-processes';
import type { ProcessLimits } from './process-limits';
import { untilAborted } from './until-aborted';

/** Frames that belong to no call: log lines, and what the guard says. */
const otherBytes = 16 * 1024;
/** What V8 writes around a value. */
const envelopeBytes = 1024;

export interface ProcessOptions {
  childFolder: string;
  memoryMegabytes: number;
  privateNetwork: string[];
  limits: ProcessLimits;
  lines: Lines;
  /** A host that the manifest does not name, or an address that nobody may reach. */
  refused(host: string): void;
  ended(trouble: Trouble | 'stopped'): void;
}

/** One running process of a plugin. It is started, called and ended; whoever holds it decides when. */
export class PluginProcess {
  readonly ready: Promise<void>;
  readonly pulse: Pulse;
  end?: Trouble | 'stopped';
  private readonly child: ChildProcess;
  private readonly channel: Channel;
  private readonly waiting = new Map<number, Waiting>();
  private lastNumber = 0;
  private starting?: { resolve(): void; reject(failure: PluginFailure): void };
  private startWords?: string;
  private refusals = 0;

  constructor(
    private readonly plugin: EnabledPlugin,
    private readonly options: ProcessOptions,
  ) {
    this.pulse = new Pulse(options.limits.graceMillis, () => this.kill('deadline'));
    this.child = launch({ ...options, folder: plugin.folder });
    this.channel = new Channel(this.child.stdio[3] as Duplex, {
      receive: (number, message) => this.receive(number, message),
      most: (number) => (this.waiting.get(number)?.most ?? otherBytes) + envelopeBytes,
      broken: () => this.kill('answer'),
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => options.lines.write(text) && this.kill('flood'));
    this.child.on('error', () => this.finish('start'));
    this.child.on('close', (_code, signal) => this.finish(signal === 'SIGABRT' ? 'memory' : 'crash'));
    this.ready = this.start();
    this.ready.catch(() => {});
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get busy(): boolean {
    return [...this.waiting.values()].some(({ waits }) => !waits);
  }

  call(call: ProcessCall, rules: MethodRules): Promise<unknown> {
    let number = 0;
    const answered = new Promise((resolve, reject) => {
      number = this.open(call, rules, false, {
        hear: (message) => {
          const answer = message.kind === 'answer' ? answerOf(call, message.value) : { fault: 'no answer' };
          if (answer.fault) reject(this.wrongAnswer(answer.fault));
          else resolve(answer.value);
          return true;
        },
        fail: reject,
      });
    });
    return untilAborted(answered, call.signal, () => this.abort(number));
  }

  async *stream(call: ProcessCall, rules: MethodRules): AsyncGenerator<unknown> {
    const pieces = new Pieces((count) => this.channel.send(number, { kind: 'more', count }));
    let over = false;
    const number = this.open(call, rules, true, {
      hear: (message) => {
        if (message.kind === 'piece') {
          const piece = answerOf(call, message.value);
          if (!piece.fault) return void pieces.push(piece.value);
          pieces.end(this.wrongAnswer(piece.fault));
          this.abort(number);
        } else if (message.kind === 'end') pieces.end();
        else pieces.end(this.failure('answer', false));
        return true;
      },
      fail: (failure) => pieces.end(failure),
    });
    const stop = () => pieces.end();
    call.signal?.addEventListener('abort', stop);
    if (call.signal?.aborted) stop();
    try {
      yield* pieces.read();
      over = !call.signal?.aborted;
    } finally {
      call.signal?.removeEventListener('abort', stop);
      if (!over) this.abort(number);
    }
  }

  /** Asks it to end, and ends it if it does not. Settles when it is gone. */
  async stop(): Promise<void> {
    if (this.end) return this.gone();
    this.end = 'stopped';
    this.channel.send(0, { kind: 'stop' });
    const timer = setTimeout(() => this.child.kill('SIGKILL'), this.options.limits.stopMillis);
    await this.gone();
    clearTimeout(timer);
  }

  kill(trouble: Trouble): void {
    if (!this.end) this.end = trouble;
    this.child.kill('SIGKILL');
  }

  /** From now on it gets what the others leave of the processors. */
  goLast(): void {
    if (this.pid && !this.end) setLowest(this.pid);
  }

  /** Without a word, at once: for the moment in which the server itself falls over. */
  killNow(): void {
    this.child.kill('SIGKILL');
  }

  private start(): Promise<void> {
    const { id, folder, manifest, settings, network } = this.plugin;
    const { privateNetwork, limits } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.kill('start'), limits.startMillis);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.starting = undefined;
        act();
      };
      this.starting = { resolve: () => settle(resolve), reject: (failure) => settle(() => reject(failure)) };
      this.channel.send(0, { kind: 'start', id, main: join(folder, manifest.main), settings, network, privateNetwork });
    });
  }

  private open(
    { callId, capability, method, argument, deadlineMillis, waits }: ProcessCall,
    rules: MethodRules,
    stream: boolean,
    { hear, fail }: { hear(message: FromPlugin): boolean | void; fail(failure: PluginFailure): void },
  ): number {
    const number = ++this.lastNumber % 0xffffffff;
    const timer = setTimeout(() => {
      fail(this.failure('deadline', true));
      this.abort(number);
    }, deadlineMillis ?? rules.deadlineMillis);
    const close = () => {
      clearTimeout(timer);
      this.waiting.delete(number);
    };
    const refusals = this.refusals;
    this.waiting.set(number, {
      most: rules.answerBytes,
      waits,
      hear: (message) => {
        if (message.kind !== 'error') {
          if (hear(message)) close();
          return;
        }
        close();
        // Vendors' libraries say many things about a connection that was refused; the guard knows why it was.
        const trouble = message.answer ? 'answer' : this.refusals > refusals ? 'host' : 'error';
        fail(this.failure(trouble, trouble === 'error' && message.retry, message.words, message));
      },
      fail: (failure) => {
        close();
        fail(failure);
      },
    });
    const most = rules.answerBytes;
    this.channel.send(number, { kind: 'call', callId, capability, method, argument, most, stream });
    return number;
  }

  /** Whoever does not even answer this within the grace does not turn any more. */
  private abort(number: number): void {
    if (this.end) return;
    const felt = this.pulse.ask();
    const close = () => {
      felt();
      this.waiting.delete(number);
    };
    const most = this.waiting.get(number)?.most ?? 0;
    this.waiting.get(number)?.hear({ kind: 'aborted' });
    this.waiting.set(number, { most, hear: ({ kind }) => kind === 'aborted' && close(), fail: close });
    this.channel.send(number, { kind: 'abort' });
  }

  private receive(number: number, raw: unknown): void {
    const message = messageOf(raw);
    if (!message || this.end) return;
    if (number) return this.waiting.get(number)?.hear(message);
    if (message.kind === 'ready') this.starting?.resolve();
    else if (message.kind === 'failed') {
      this.startWords = message.words;
      this.kill('start');
    } else if (message.kind === 'log' && this.options.lines.line(message.line)) this.kill('flood');
    else if (message.kind === 'refused') {
      this.refusals++;
      this.options.refused(message.host);
    }
  }

  private finish(trouble: Trouble): void {
    this.channel.close();
    const wasStarting = this.starting;
    this.end ??= wasStarting && trouble === 'crash' ? 'start' : trouble;
    const end = this.end === 'stopped' ? 'crash' : this.end;
    wasStarting?.reject(this.failure(end, end !== 'start', this.startWords));
    for (const { fail } of [...this.waiting.values()]) fail(this.failure(end, true));
    this.waiting.clear();
    this.options.ended(this.end);
  }

  private gone(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null || !this.child.pid) return Promise.resolve();
    return new Promise((resolve) => this.child.once('close', () => resolve()));
  }

  /** What is wrong with an answer stands on the plugin's page: by names and types only, never by what was in it. */
  private wrongAnswer(fault: string): PluginFailure {
    if (this.options.lines.line(`refused: ${fault}`)) this.kill('flood');
    return this.failure('answer', false, fault);
  }

  private failure(...[trouble, retry, said, more]: FailureWords): PluginFailure {
    return new PluginFailure(this.plugin.id, trouble, retry, said, more);
  }
}
