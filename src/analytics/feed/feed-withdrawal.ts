import { Injectable } from '@nestjs/common';
import { PluginsService } from '../../plugin-host/plugins.service';
import { FeedStore } from './feed-store';

/** Somebody changed their mind: a plugin that may hear of them no longer does not keep its name for them. */
@Injectable()
export class FeedWithdrawal {
  constructor(
    private readonly store: FeedStore,
    private readonly plugins: PluginsService,
  ) {}

  /** A plugin that was switched off: what waits for it is let go, with all names. */
  async checkPlugin(workspaceId: string, pluginId: string): Promise<void> {
    const enabled = await this.plugins.providing(workspaceId, 'analyticsSink');
    if (!enabled.some(({ id }) => id === pluginId)) await this.store.forget({ workspaceId, pluginId });
  }

  /** Gives the person another name if they agree again later: the vendor cannot join the two. */
  async check(workspaceId: string, visitorId: string): Promise<void> {
    const knowing = await this.store.knowing(workspaceId, visitorId);
    if (!knowing.length) return;
    const enabled = await this.plugins.providing(workspaceId, 'analyticsSink');
    for (const pluginId of knowing) {
      const plugin = enabled.find(({ id }) => id === pluginId);
      const allowed = plugin && (await this.plugins.permitted(plugin, [{ kind: 'visitor', id: visitorId }])).length > 0;
      if (!allowed) await this.store.forgetPeople(workspaceId, pluginId, [visitorId]);
    }
  }
}
