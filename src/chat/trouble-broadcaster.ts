import { Injectable } from '@nestjs/common';
import { may } from '../common/access';
import { ViewsService } from '../common/views/views.service';
import { EventBus } from '../events/event-bus';
import { PluginTroubles } from '../plugin-host/plugin-troubles.service';
import { AgentSockets } from './agent-sockets';
import { replaced, streamFrame } from './streams';

/** Tells those who look after plugins, on whatever page they are, that one is in trouble, or no longer. */
@Injectable()
export class TroubleBroadcaster {
  constructor(
    private readonly agents: AgentSockets,
    private readonly troubles: PluginTroubles,
    private readonly views: ViewsService,
    events: EventBus,
  ) {
    const tell = ({ workspaceId }: { workspaceId: string }) => this.tell(workspaceId);
    events.on('plugin.changed', tell);
    events.on('plugin.configured', tell);
    events.on('regions.changed', tell);
  }

  private async tell(workspaceId: string): Promise<void> {
    const listeners = () => [...this.agents.of(workspaceId)].filter(({ session }) => may(session.agent, 'plugin.read'));
    if (!listeners().length) return;
    const troubles = await this.troubles.of(workspaceId);
    const frame = streamFrame(replaced('plugin-troubles', this.views.partial('plugins/troubles', { troubles })));
    for (const connection of listeners()) connection.write(frame);
  }
}
