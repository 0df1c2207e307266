import { Injectable, Logger } from '@nestjs/common';
import { ViewsService } from '../common/views/views.service';
import { ConversationsService } from '../conversations/conversations.service';
import { MessageViews } from '../conversations/inbox/message-views.service';
import { ThreadViews } from '../conversations/inbox/thread-views.service';
import { MessageReader } from '../conversations/log/message-reader.service';
import type { StoredMessage } from '../conversations/log/thread.types';
import { MessageTranslations } from '../conversations/translation/message-translations.service';
import { VisitorSide } from '../conversations/visitor-side/visitor-side.service';
import { EventBus } from '../events/event-bus';
import type { EventMap } from '../events/event-map';
import { type AgentConnection, AgentSockets } from './agent-sockets';
import { morphed, streamFrame } from './streams';
import { VisitorSockets } from './visitor-sockets';

type Translated = EventMap['message.translated'];

/** Brings translations to those who read them: the same partial as the page's, drawn once for each language of the team. */
@Injectable()
export class TranslationBroadcaster {
  private readonly logger = new Logger('chat');

  constructor(
    private readonly agents: AgentSockets,
    private readonly visitors: VisitorSockets,
    private readonly reader: MessageReader,
    private readonly messages: MessageViews,
    private readonly side: VisitorSide,
    private readonly translations: MessageTranslations,
    private readonly conversations: ConversationsService,
    private readonly threads: ThreadViews,
    private readonly views: ViewsService,
    events: EventBus,
  ) {
    events.on('message.translated', (event) => this.guard(this.translated(event)));
    events.on('language.changed', (event) => this.guard(this.drawBar(event)));
  }

  private async translated(event: Translated): Promise<void> {
    const viewers = this.agents.withThread(event.workspaceId, event.conversationId);
    const sockets = this.visitors.of(event.visitorId);
    if (!viewers.length && !sockets.length) return;
    const message = await this.reader.at(event.conversationId, event.position);
    if (!message || message.deletedAt !== null) return;
    await this.tellTeam(event, message, viewers);
    if (!sockets.length || message.from !== 'team') return;
    const view = await this.side.messageAt(event.conversationId, event.position);
    if (view?.translation?.language !== event.language) return;
    const { id, conversation, seq, translation } = view;
    for (const socket of sockets) socket.send('message.translated', { id, conversation, seq, translation });
  }

  private async tellTeam(event: Translated, message: StoredMessage, viewers: readonly AgentConnection[]): Promise<void> {
    for (const [language, readers] of await this.byLanguage(event.workspaceId, viewers)) {
      // An answer shows everybody what its visitor got; the rest concerns those who read that language.
      if (message.from === 'visitor' && language !== event.language) continue;
      const [view] = await this.messages.all([message], event.visitorId, language);
      if (!view.translation && !view.sent) continue;
      const frame = streamFrame(morphed(`message-${message.id}`, this.views.partial('inbox/message', view)));
      for (const reader of readers) reader.write(frame);
    }
  }

  private async byLanguage(workspaceId: string, viewers: readonly AgentConnection[]): Promise<Map<string, AgentConnection[]>> {
    const groups = new Map<string, AgentConnection[]>();
    for (const viewer of viewers) {
      const language = await this.translations.source?.languageOf(workspaceId, viewer.session.agent.account.id);
      if (language) groups.set(language, [...(groups.get(language) ?? []), viewer]);
    }
    return groups;
  }

  private async drawBar({ workspaceId, conversationId }: EventMap['language.changed']): Promise<void> {
    const viewers = this.agents.withThread(workspaceId, conversationId);
    if (!viewers.length) return;
    const conversation = await this.conversations.find(workspaceId, conversationId);
    const bar = (await this.threads.bar(conversation)) ?? { id: conversationId };
    const frame = streamFrame(morphed(`translation-${conversationId}`, this.views.partial('inbox/translation', bar)));
    for (const viewer of viewers) viewer.write(frame);
  }

  private guard(work: Promise<void>): void {
    work.catch((error: Error) => this.logger.error(error.stack));
  }
}
