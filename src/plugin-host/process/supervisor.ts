import type { EnabledPlugin, Trouble } from '../plugin-host.types';
import { PluginFailure } from '../plugin-host.types';
import { Breaker } from './breaker';
import { cargoOf } from './cargo';
import { Lines } from './lines';
import { LoadWatch } from './load-watch';
import { rulesOf } from './methods';
import { PluginProcess, type ProcessOptions } from './plugin-process';
import type { PluginState, ProcessCall } from './plugin-processes';
import { Turns } from './turns';
import type { Usage } from './usage';

const mostHosts = 20;

export interface SupervisorOptions extends Omit<ProcessOptions, 'lines' | 'refused' | 'ended'> {
  started(pid: number): void;
  now(): number;
  /** Something that the plugin's page shows changed. */
  changed(trouble: Trouble | null): void;
}

/** Watches over one plugin of one workspace: starts its process when it is needed, ends it, and lets it rest when it fails. */
export class Supervisor {
  private process?: PluginProcess;
  private fingerprint = '';
  private isReady = false;
  private retired = false;
  private since: number;
  private idle?: NodeJS.Timeout;
  private load: LoadWatch;
  private calls = 0;
  private failures = 0;
  /** Undefined until a call says: what stands in the database may be of a process before this one. */
  private lastTrouble?: Trouble | null;
  private readonly refused = new Set<string>();
  private readonly breaker: Breaker;
  private readonly turns: Turns;
  private readonly lines: Lines;

  constructor(private readonly options: SupervisorOptions) {
    this.load = this.newLoad();
    this.breaker = new Breaker(options.limits, options.now);
    this.turns = new Turns(options.limits);
    this.lines = new Lines(options.limits.flood, options.now);
    this.since = options.now();
  }

  async call(plugin: EnabledPlugin, call: ProcessCall): Promise<unknown> {
    const rules = rulesOf(call.capability, call.method);
    const made = rules.bare ? { ...call, argument: undefined } : call;
    return this.attempt(plugin, cargoOf(made.argument, rules), (process) => process.call(made, rules));
  }

  async *stream(plugin: EnabledPlugin, call: ProcessCall): AsyncGenerator<unknown> {
    const rules = rulesOf(call.capability, call.method);
    const bytes = cargoOf(call.argument, rules);
    const process = await this.begin(plugin, bytes);
    let over = false;
    try {
      yield* process.stream(call, rules);
      over = true;
      this.succeeded();
    } catch (error) {
      over = true;
      this.failed(process, error);
      throw error;
    } finally {
      if (!over) this.breaker.withdraw();
      this.finish(bytes);
    }
  }

  /** Ends it for good: whoever still waits for a process gets none. */
  retire(): Promise<void> {
    this.retired = true;
    return this.stop();
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { process } = this;
    this.process = undefined;
    if (process) await process.stop();
  }

  killNow(): void {
    this.process?.killNow();
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Ends what takes too much memory, or works hard though nobody asked it to. */
  look(usage: Usage | undefined): void {
    const { process } = this;
    if (!process || !usage) return;
    const verdict = this.load.judge(usage, this.isReady && !process.busy);
    if (verdict === 'hog') process.goLast();
    else if (verdict) process.kill(verdict);
  }

  state(): PluginState {
    const running = this.process ? (this.isReady ? 'running' : 'starting') : 'stopped';
    const { restsUntil } = this.breaker;
    return {
      state: this.breaker.resting ? 'resting' : running,
      since: new Date(this.since),
      ...(this.process && this.load.memoryBytes ? { memoryBytes: this.load.memoryBytes } : {}),
      ...(this.breaker.resting && restsUntil ? { restsUntil: new Date(restsUntil) } : {}),
      calls: this.calls,
      failures: this.failures,
      trouble: this.lastTrouble ?? null,
      refusedHosts: [...this.refused],
      lines: this.lines.list(),
    };
  }

  private async attempt<Result>(
    plugin: EnabledPlugin,
    bytes: number,
    work: (process: PluginProcess) => Promise<Result>,
  ): Promise<Result> {
    const process = await this.begin(plugin, bytes);
    try {
      const result = await work(process);
      this.succeeded();
      return result;
    } catch (error) {
      this.failed(process, error);
      throw error;
    } finally {
      this.finish(bytes);
    }
  }

  /** Waits for a turn, and for a process that is ready. */
  private async begin(plugin: EnabledPlugin, bytes: number): Promise<PluginProcess> {
    const turn = this.turns.take(bytes);
    if (!turn) throw new PluginFailure(plugin.id, 'resting', true, 'Too many calls wait for it.');
    await turn;
    try {
      if (!this.breaker.admit()) throw new PluginFailure(plugin.id, 'resting', true);
      this.calls++;
      clearTimeout(this.idle);
      return await this.turning(plugin);
    } catch (error) {
      this.finish(bytes);
      throw error;
    }
  }

  /** A process that is ready, and not one that is about to be ended because it does not turn. */
  private async turning(plugin: EnabledPlugin): Promise<PluginProcess> {
    const process = this.running(plugin);
    await process.ready;
    await process.pulse.felt();
    return process.end ? this.turning(plugin) : process;
  }

  private running(plugin: EnabledPlugin): PluginProcess {
    if (this.retired) throw new PluginFailure(plugin.id, 'start', true, 'It was switched off meanwhile.');
    const { folder, manifest, settings, network } = plugin;
    const fingerprint = JSON.stringify([folder, manifest.version, manifest.main, settings, network]);
    if (this.process && this.fingerprint !== fingerprint) void this.stop();
    if (this.process && !this.process.end) return this.process;
    this.fingerprint = fingerprint;
    this.isReady = false;
    this.load = this.newLoad();
    const started: PluginProcess = new PluginProcess(plugin, {
      ...this.options,
      lines: this.lines,
      refused: (host) => this.refuse(host),
      ended: (trouble) => this.ended(started, trouble),
    });
    this.process = started;
    if (started.pid) this.options.started(started.pid);
    this.since = this.options.now();
    started.ready.then(
      () => {
        if (this.process !== started) return;
        this.isReady = true;
        this.since = this.options.now();
      },
      () => {},
    );
    return started;
  }

  private ended(process: PluginProcess, trouble: Trouble | 'stopped'): void {
    if (this.process === process) {
      this.process = undefined;
      this.since = this.options.now();
    }
    // A deadline was counted when the call failed.
    if (trouble === 'stopped' || trouble === 'deadline') return;
    this.fail(trouble);
  }

  private newLoad(): LoadWatch {
    const { limits, memoryMegabytes, now } = this.options;
    return new LoadWatch({ ...limits, memoryMegabytes }, now);
  }

  private refuse(host: string): void {
    if (this.refused.size < mostHosts) this.refused.add(host);
    this.lines.line(`refused: ${host}`);
  }

  private succeeded(): void {
    this.breaker.succeed();
    this.tell(null);
  }

  private failed(process: PluginProcess, error: unknown): void {
    if (!(error instanceof PluginFailure)) return this.breaker.withdraw();
    const { trouble, retry } = error;
    // The end of a process is counted once, however many calls it had.
    if (process.end && trouble !== 'deadline') return;
    if (trouble === 'error' && !retry) return this.succeeded();
    this.fail(trouble);
  }

  private fail(trouble: Trouble): void {
    this.failures++;
    this.breaker.fail();
    this.tell(trouble);
  }

  private tell(trouble: Trouble | null): void {
    if (trouble === this.lastTrouble) return;
    this.lastTrouble = trouble;
    this.options.changed(trouble);
  }

  private finish(bytes: number): void {
    this.turns.give(bytes);
    if (this.turns.busy) return;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.stop(), this.options.limits.idleMillis);
    this.idle.unref();
  }
}
