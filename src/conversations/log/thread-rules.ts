import { shortened } from '../../common/plain-text';
import type { Draft, StoredMessage, ThreadState } from './thread.types';

/** A conversation that was closed longer ago than this stays closed: the visitor's next message begins a new one. */
export const reopenWithin = 7 * 24 * 60 * 60 * 1000;
const previewLength = 140;

export const isOver = (thread: ThreadState, now: number): boolean =>
  thread.status === 'closed' && thread.closedAt !== null && thread.closedAt < now - reopenWithin;

/** A conversation before its first message. */
export function openThread(id: string, visitor: NonNullable<Draft['visitor']>, now: number): ThreadState {
  const { workspaceId, websiteId, visitorId } = visitor;
  const work = { status: 'open', assigneeId: '', attention: 0, unread: 0, waitingSince: null, closedAt: null } as const;
  const counters = { position: 0, lastSeq: 0, visitorSeen: 0, teamSeen: 0 };
  return {
    id,
    workspaceId,
    websiteId,
    visitorId,
    ...work,
    ...counters,
    lastAt: now,
    lastKind: 'visitor',
    preview: '',
    createdAt: now,
  };
}

/**
 * Adds a message to a conversation: gives it its place, and changes the conversation as the message asks for. Notes and
 * events take a position but no `seq`: the visitor counts only what they may see.
 */
export function append(thread: ThreadState, draft: Draft, firstFileName: string | undefined, now: number): StoredMessage {
  const { id, kind, from, authorId, body, workspaceId } = draft;
  // Two messages of one conversation never share a time, whatever the clock does: order by time is order by position.
  const at = Math.max(now, kind === 'event' ? now : thread.lastAt);
  thread.position += 1;
  const seq = kind === 'reply' ? ++thread.lastSeq : null;
  if (kind !== 'event') {
    thread.lastAt = at;
    thread.lastKind = kind === 'note' ? 'note' : from === 'visitor' ? 'visitor' : 'team';
    thread.preview = shortened((body.trim() || firstFileName || '').replace(/\s+/g, ' '), previewLength);
  }
  if (kind === 'reply') takeTurn(thread, draft, at);
  const place = { position: thread.position, seq };
  return {
    id,
    workspaceId,
    conversationId: thread.id,
    ...place,
    kind,
    from,
    authorId,
    body,
    files: draft.attachments.length,
    at,
    deletedAt: null,
    attachments: [],
  };
}

function takeTurn(thread: ThreadState, { from, authorId }: Draft, at: number): void {
  // What a website says by itself answers nobody, and asks nothing of the team.
  if (from === 'system') return;
  // Spam stays what it is until somebody of the team says or answers otherwise.
  if (from !== 'visitor' || thread.status !== 'spam') thread.status = 'open';
  thread.closedAt = null;
  if (from === 'visitor') {
    thread.unread += 1;
    thread.attention = 1;
    thread.waitingSince ??= at;
    thread.visitorSeen = thread.lastSeq;
    return;
  }
  thread.unread = 0;
  thread.attention = 0;
  thread.waitingSince = null;
  thread.teamSeen = thread.lastSeq;
  // Who answers first takes the conversation.
  thread.assigneeId ||= authorId;
}
