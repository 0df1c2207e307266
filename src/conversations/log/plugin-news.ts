import type { PluginNews } from '../../plugin-host/deliveries/deliveries.service';
import type { Changes } from './thread-store';

/** What a batch has to tell plugins. Notes are the team's own: no plugin hears of them. */
export function newsOf({ opened, changed, messages }: Changes): PluginNews[] {
  const visitorOf = new Map([...opened, ...changed].map((thread) => [thread.id, thread.visitorId]));
  const news = opened.map(({ workspaceId, id: conversationId, visitorId }): PluginNews => {
    return { workspaceId, name: 'conversation.opened', lane: conversationId, ids: { conversationId, visitorId } };
  });
  for (const { id: messageId, workspaceId, conversationId, kind, from, authorId } of messages) {
    if (kind !== 'reply') continue;
    const ids: Record<string, string> = { conversationId, visitorId: visitorOf.get(conversationId)!, messageId };
    if (from === 'team') ids.accountId = authorId;
    news.push({ workspaceId, name: 'message.posted', lane: conversationId, ids });
  }
  return news;
}
