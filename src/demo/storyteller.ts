import { randomUUID } from 'node:crypto';
import { newId } from '../common/ids';
import { append, openThread } from '../conversations/log/thread-rules';
import type { AttachedFile, Draft, StoredMessage, ThreadState } from '../conversations/log/thread.types';
import type { Line, Story, TeamName } from './story';

export interface Place {
  workspaceId: string;
  websiteId: string;
  visitorId: string;
  accounts: Record<TeamName, string>;
}

export interface Told {
  thread: ThreadState;
  messages: StoredMessage[];
}

/** Milliseconds that it takes to read what was said and to write this. */
const timeFor = ({ after, text }: Line) => (after === undefined ? 20_000 + text.length * 250 : after * 60_000);
const closedAfter = 4 * 60_000;

/** Turns a story into a conversation, by the rules of real ones. `files`: those of the lines that have one, in order. */
export function tell(story: Story, place: Place, files: AttachedFile[], now: Date): Told {
  const end = story.last(now).getTime();
  const spans = story.lines.slice(1).map(timeFor);
  let at = end - spans.reduce((sum, span) => sum + span, 0);
  const { workspaceId, websiteId, visitorId, accounts } = place;
  const thread = openThread(newId(at), { workspaceId, websiteId, visitorId }, at);
  const messages: StoredMessage[] = [];
  const waiting = [...files];
  for (const [index, line] of story.lines.entries()) {
    if (index) at += spans[index - 1];
    const attached = line.file ? waiting.splice(0, 1) : [];
    const message = append(thread, draftOf(line, place, attached), attached[0]?.name, at);
    messages.push({ ...message, attachments: attached });
  }
  if (story.assigned) thread.assigneeId = accounts[story.assigned];
  thread.visitorSeen = thread.lastSeq;
  if (story.state !== 'unread') Object.assign(thread, { unread: 0, attention: 0, teamSeen: thread.lastSeq });
  if (story.state === 'closed') messages.push(close(thread, end + closedAfter));
  return { thread, messages };
}

function draftOf({ by, text, note }: Line, { workspaceId, visitorId, accounts }: Place, files: AttachedFile[]): Draft {
  const from = by === 'visitor' ? 'visitor' : 'team';
  const authorId = by === 'visitor' ? visitorId : accounts[by];
  const attachments = files.map(({ id }) => id);
  return { id: randomUUID(), kind: note ? 'note' : 'reply', from, workspaceId, authorId, body: text, attachments };
}

function close(thread: ThreadState, at: number): StoredMessage {
  Object.assign(thread, { status: 'closed', closedAt: at, waitingSince: null });
  const { workspaceId, assigneeId } = thread;
  const event = { id: newId(at), body: 'closed', attachments: [], kind: 'event', from: 'system', workspaceId } as const;
  return append(thread, { ...event, attachments: [], authorId: assigneeId }, undefined, at);
}
