import type { Transaction } from '../../database/transaction';
import type { PluginNews } from '../../plugin-host/deliveries/deliveries.service';

interface Row {
  id: string;
  sender: string;
  author_id: string;
}
/** Enough for any conversation that a person wrote. */
const most = 500;

/**
 * What plugins have not heard of a conversation because it was spam, and hear now that it is none.
 *
 * @param below a position: what stands from there on is told by whoever wrote it
 */
export async function untold(
  tx: Transaction,
  { id, workspaceId, visitorId }: { id: string; workspaceId: string; visitorId: string },
  below = Number.MAX_SAFE_INTEGER,
): Promise<{ wasNews: boolean; news: PluginNews[] }> {
  const [found] = await tx.run<{ body: string }>(
    "SELECT body FROM message WHERE conversation_id = ? AND kind = 'event' AND body LIKE 'spam%' ORDER BY position DESC LIMIT 1",
    [id],
  );
  // Set aside by itself: nothing of it was ever told. By somebody of the team: what came after that place was not.
  const wasNews = !found || found.body.startsWith('spam_found');
  const after = wasNews ? 0 : Number(found.body.split(' ')[1] ?? 0);
  const rows = await tx.run<Row>(
    `SELECT id, sender, author_id FROM message WHERE conversation_id = ? AND kind = 'reply' AND deleted_at IS NULL
       AND position > ? AND position < ? ORDER BY position LIMIT ${most}`,
    [id, after, below],
  );
  const ids = { conversationId: id, visitorId };
  const posted = rows.map(({ id: messageId, sender, author_id: accountId }): PluginNews => {
    const mine = sender === 'team' ? { ...ids, messageId, accountId } : { ...ids, messageId };
    return { workspaceId, name: 'message.posted', lane: id, ids: mine };
  });
  const opened: PluginNews = { workspaceId, name: 'conversation.opened', lane: id, ids };
  return { wasNews, news: [...(wasNews ? [opened] : []), ...posted] };
}
