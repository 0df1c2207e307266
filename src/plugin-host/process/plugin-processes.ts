import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { pluginChildFolder } from '../../common/paths';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import type { Capability } from '../../plugin-api';
import type { EnabledPlugin, Trouble } from '../plugin-host.types';
import { PluginFailure } from '../plugin-host.types';
import { processLimits } from './process-limits';
import { Roll } from './roll';
import { Supervisor } from './supervisor';
import { TroubleLog } from './trouble-log';
import { usageOf } from './usage';

export interface ProcessCall {
  callId: string;
  capability: Capability;
  method: string;
  argument: unknown;
  deadlineMillis?: number;
  /** Ends it at once, also while nothing comes: the plugin's own signal aborts. */
  signal?: AbortSignal;
  /** It waits for something to happen: a plugin that works hard meanwhile does so unasked. */
  waits?: boolean;
}

/** What a plugin's page shows of its process on this node. */
export interface PluginState {
  state: 'stopped' | 'starting' | 'running' | 'resting';
  since: Date;
  restsUntil?: Date;
  memoryBytes?: number;
  calls: number;
  failures: number;
  trouble: Trouble | null;
  /** Hosts that it tried to reach and did not declare. */
  refusedHosts: string[];
  /** What it wrote last, oldest first. */
  lines: string[];
}

/** The processes of all enabled plugins: one for each workspace and plugin, started when needed. */
@Injectable()
export class PluginProcesses implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Tests make them short before the first call. */
  readonly limits = structuredClone(processLimits);
  private readonly supervisors = new Map<string, Supervisor>();
  private readonly roll: Roll;
  private looking?: NodeJS.Timeout;
  private closed = false;
  private readonly killAll = () => this.supervisors.forEach((supervisor) => supervisor.killNow());

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly troubles: TroubleLog,
  ) {
    this.roll = new Roll(settings.DATA_DIR);
    process.on('exit', this.killAll);
  }

  onApplicationBootstrap(): void {
    const former = this.roll.endFormer();
    if (former) new Logger('plugins').warn(`${former} processes of plugins were still running from before, and were ended.`);
  }

  /** @throws PluginFailure */
  async call(plugin: EnabledPlugin, call: ProcessCall): Promise<unknown> {
    return this.supervisor(plugin).call(plugin, call);
  }

  /** @throws PluginFailure */
  async *stream(plugin: EnabledPlugin, call: ProcessCall): AsyncGenerator<unknown> {
    yield* this.supervisor(plugin).stream(plugin, call);
  }

  /** Ends the process of a plugin, after a change of its settings or when it is switched off. */
  async stop(workspaceId: string, pluginId: string): Promise<void> {
    const key = keyOf(workspaceId, pluginId);
    const supervisor = this.supervisors.get(key);
    this.supervisors.delete(key);
    await supervisor?.retire();
  }

  /** @returns the workspaces in which it was called */
  async stopEverywhere(pluginId: string): Promise<string[]> {
    const keys = [...this.supervisors.keys()].filter((key) => key.endsWith(`/${pluginId}`));
    const workspaceIds = keys.map((key) => key.slice(0, -pluginId.length - 1));
    await Promise.all(workspaceIds.map((workspaceId) => this.stop(workspaceId, pluginId)));
    return workspaceIds;
  }

  stateOf(workspaceId: string, pluginId: string): PluginState {
    const supervisor = this.supervisors.get(keyOf(workspaceId, pluginId));
    if (supervisor) return supervisor.state();
    return { state: 'stopped', since: this.clock.now(), calls: 0, failures: 0, trouble: null, refusedHosts: [], lines: [] };
  }

  /** When everything that went wrong so far is written down, and a page can say it. */
  troublesWritten(): Promise<void> {
    return this.troubles.settled();
  }

  /** Before the database closes: what went wrong last is still written. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearInterval(this.looking);
    process.off('exit', this.killAll);
    await Promise.all([...this.supervisors.values()].map((supervisor) => supervisor.retire()));
    this.roll.clear();
    await this.troubles.settled();
  }

  private supervisor({ workspaceId, id }: EnabledPlugin): Supervisor {
    if (this.closed) throw new PluginFailure(id, 'start', true, 'The server is stopping.');
    const key = keyOf(workspaceId, id);
    const known = this.supervisors.get(key);
    if (known) return known;
    const made = new Supervisor({
      childFolder: pluginChildFolder,
      memoryMegabytes: this.settings.PLUGIN_MEMORY_MB,
      privateNetwork: this.settings.PLUGIN_PRIVATE_NETWORK,
      limits: this.limits,
      started: (pid) => this.roll.add(pid),
      now: () => this.clock.millis(),
      changed: (trouble) => this.troubles.write(workspaceId, id, trouble),
    });
    this.supervisors.set(key, made);
    this.look();
    return made;
  }

  /** Looks at all processes now and then, as long as there are any. */
  private look(): void {
    this.looking ??= setInterval(() => {
      for (const supervisor of this.supervisors.values()) {
        const { pid } = supervisor;
        if (pid) void usageOf(pid).then((usage) => supervisor.look(usage));
      }
    }, this.limits.lookMillis).unref();
  }
}

const keyOf = (workspaceId: string, pluginId: string) => `${workspaceId}/${pluginId}`;
