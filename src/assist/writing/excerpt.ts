import type { WritingTask } from '../../plugin-api';
import type { StoredMessage } from '../../conversations/log/thread.types';

export interface Line {
  from: 'visitor' | 'team';
  text: string;
}

/** Messages, and characters of all of them together: what a small model on one's own machine still reads well. */
export const mostMessages = 30;
const mostCharacters = 12_000;

/**
 * What a task may read of a conversation: the newest messages that fit, oldest first. A summary stays in the team, so it sees notes; a
 * draft goes to the visitor, so it does not. Events and deleted messages are nobody's words.
 */
export function excerptOf(task: WritingTask, messages: readonly StoredMessage[]): Line[] {
  const seen = messages.filter(
    ({ kind, deletedAt, body }) => (kind === 'reply' || (kind === 'note' && task === 'summarise')) && !deletedAt && body.trim(),
  );
  const lines: Line[] = [];
  let left = mostCharacters;
  for (const { kind, from, body } of seen.slice(-mostMessages).reverse()) {
    const text = (kind === 'note' ? `(internal note) ${body}` : body).slice(0, left);
    left -= text.length;
    if (text) lines.unshift({ from: from === 'visitor' ? 'visitor' : 'team', text });
  }
  return lines;
}
