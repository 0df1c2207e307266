import type { PluginNews } from '../../plugin-host/deliveries/deliveries.service';
import type { Changes } from './thread-store';

/** What a batch has to tell plugins. Notes are the team's own, and spam is nobody's: no plugin hears of them. */
export function newsOf({ opened, changed, messages }: Changes): PluginNews[] {
  const told = [...opened, ...changed].filter(({ status }) => status !== 'spam');
  const visitorOf = new Map(told.map((thread) => [thread.id, thread.visitorId]));
  const begun = opened.filter(({ id }) => visitorOf.has(id));
  const news = begun.map(({ workspaceId, id: conversationId, visitorId }): PluginNews => {
    return { workspaceId, name: 'conversation.opened', lane: conversationId, ids: { conversationId, visitorId } };
  });
  for (const { id: messageId, workspaceId, conversationId, kind, from, authorId } of messages) {
    if (kind !== 'reply' || !visitorOf.has(conversationId)) continue;
    const ids: Record<string, string> = { conversationId, visitorId: visitorOf.get(conversationId)!, messageId };
    if (from === 'team') ids.accountId = authorId;
    news.push({ workspaceId, name: 'message.posted', lane: conversationId, ids });
  }
  return news;
}
