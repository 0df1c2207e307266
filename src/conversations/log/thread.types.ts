import type { VisitorFacts, VisitorIdentity } from '../../visitors/visitor.types';
import type { ConversationStatus, LastKind } from '../conversation.entity';
import type { MessageFrom, MessageKind } from '../message.entity';

/** A conversation's state while a batch of messages is added to it. Times in milliseconds. */
export interface ThreadState {
  id: string;
  workspaceId: string;
  websiteId: string;
  visitorId: string;
  status: ConversationStatus;
  assigneeId: string;
  attention: 0 | 1;
  unread: number;
  position: number;
  lastSeq: number;
  visitorSeen: number;
  teamSeen: number;
  lastAt: number;
  lastKind: LastKind;
  preview: string;
  waitingSince: number | null;
  createdAt: number;
  closedAt: number | null;
}

/**
 * A message on its way in. Either a visitor writes, to their newest conversation, or it goes to a conversation by name; with both, that
 * conversation is opened if it is not there.
 */
export interface Draft {
  id: string;
  kind: MessageKind;
  from: MessageFrom;
  workspaceId: string;
  authorId: string;
  body: string;
  /** Identifiers of files that the author uploaded before. */
  attachments: string[];
  visitor?: VisitorIdentity & { facts?: VisitorFacts };
  conversationId?: string;
}

export interface AttachedFile {
  id: string;
  name: string;
  type: string;
  kind: 'image' | 'file';
  size: number;
  width: number | null;
  height: number | null;
}

/** A message as it is on disk. Times in milliseconds. */
export interface StoredMessage {
  id: string;
  workspaceId: string;
  conversationId: string;
  position: number;
  seq: number | null;
  kind: MessageKind;
  from: MessageFrom;
  authorId: string;
  body: string;
  files: number;
  at: number;
  deletedAt: number | null;
  attachments: AttachedFile[];
}

/** What became of a draft: on disk now, or on disk already because the same id came before. */
export interface Written {
  id: string;
  conversationId: string;
  visitorId: string;
  position: number;
  seq: number | null;
  at: number;
  duplicate: boolean;
}
