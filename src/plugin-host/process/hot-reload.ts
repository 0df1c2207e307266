import { type FSWatcher, watch } from 'node:fs';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { EventBus } from '../../events/event-bus';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import type { FoundPlugin } from '../plugin-host.types';
import { PluginProcesses } from './plugin-processes';

/** A build writes several files: they are one change. */
const quietMillis = 100;

/** During development: a change in a plugin's folder ends its processes, and the next call starts what stands there now. */
@Injectable()
export class HotReload implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('plugins');
  private readonly watchers: FSWatcher[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly catalogue: PluginCatalogue,
    private readonly processes: PluginProcesses,
    private readonly events: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.DEVELOPMENT) return;
    for (const plugin of this.catalogue.list()) {
      const watcher = watch(plugin.folder, { persistent: false }, () => this.soon(plugin));
      watcher.on('error', () => watcher.close());
      this.watchers.push(watcher);
    }
  }

  beforeApplicationShutdown(): void {
    for (const watcher of this.watchers) watcher.close();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private soon({ id, folder }: FoundPlugin): void {
    clearTimeout(this.timers.get(folder));
    this.timers.set(
      folder,
      setTimeout(() => void this.reload(id), quietMillis),
    );
  }

  private async reload(pluginId: string): Promise<void> {
    this.catalogue.reload();
    for (const workspaceId of await this.processes.stopEverywhere(pluginId))
      this.events.publish('plugin.configured', { workspaceId, pluginId });
    this.logger.log(`${pluginId} changed: its next call starts it anew.`);
  }
}
