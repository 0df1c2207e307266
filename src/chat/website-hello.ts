import { Injectable } from '@nestjs/common';
import { ViewsService } from '../common/views/views.service';
import type { EventMap } from '../events/event-map';
import { WebsitesService } from '../workspaces/websites.service';
import { AgentSockets } from './agent-sockets';
import { replaced, streamFrame } from './streams';

/** Turns "waiting for the first hello" green on the page where the script tag was copied from. */
@Injectable()
export class WebsiteHello {
  constructor(
    private readonly agents: AgentSockets,
    private readonly websites: WebsitesService,
    private readonly views: ViewsService,
  ) {}

  async greet({ workspaceId, websiteId, conversationId }: EventMap['website.greeted']): Promise<void> {
    const { helloAt } = await this.websites.ofWorkspace(workspaceId, websiteId);
    const model = { websiteId, helloAt: helloAt?.toISOString(), conversationPath: `/inbox/open/${conversationId}` };
    const frame = streamFrame(replaced(`hello-${websiteId}`, this.views.partial('websites/hello', model)));
    for (const connection of this.agents.of(workspaceId)) connection.write(frame);
  }
}
