import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../conversations/conversation.entity';
import { ConversationsService } from '../../conversations/conversations.service';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { ConversationLanguages } from './conversation-languages';
import type { Glossary } from './glossary';
import { TranslationSwitches } from './translation-switches';

/** A conversation that is translated, and what it takes. */
export interface Scene {
  conversation: Conversation;
  translator: EnabledPlugin;
  glossary: Glossary;
  /** The visitor's; BCP 47. */
  language: string | undefined;
}

/** Says whether a conversation is translated: a translator, the website's switch, and the conversation's own. */
@Injectable()
export class Scenes {
  constructor(
    private readonly switches: TranslationSwitches,
    private readonly conversations: ConversationsService,
    private readonly languages: ConversationLanguages,
  ) {}

  async find(workspaceId: string, conversationId: string): Promise<Scene | undefined> {
    const { translator, websites } = await this.switches.of(workspaceId);
    if (!translator || !websites.size) return undefined;
    const conversation = await this.conversations.find(workspaceId, conversationId);
    // What was set aside is handed to nobody.
    if (conversation.status === 'spam') return undefined;
    const glossary = websites.get(conversation.websiteId);
    if (!glossary) return undefined;
    const { language, off } = await this.languages.of(conversation);
    return off ? undefined : { conversation, translator, glossary, language };
  }
}
