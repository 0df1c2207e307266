import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service';
import { PluginsService } from '../../plugin-host/plugins.service';

export interface WritingMenuView {
  id: string;
  /** Null where no plugin is switched on: then only the spelling can be checked. */
  provider: { name: string; recipient: string | null } | null;
}

/** What stands behind the button "Help me write" of a conversation. */
@Injectable()
export class WritingMenu {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly plugins: PluginsService,
  ) {}

  async of(workspaceId: string, conversationId: string): Promise<WritingMenuView> {
    await this.conversations.find(workspaceId, conversationId);
    const [plugin] = await this.plugins.providing(workspaceId, 'writingAssistant');
    return { id: conversationId, provider: plugin ? { name: plugin.manifest.name, recipient: plugin.recipient } : null };
  }
}
