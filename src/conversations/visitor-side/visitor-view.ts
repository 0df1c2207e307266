import type { TranslatedText } from '../translation/message-translations.service';
import type { Unasked } from './openings.service';
import type { AttachedFile, StoredMessage } from '../log/thread.types';

/** A message as visitors get it: `docs/protocol.md`, section 6. */
export interface VisitorMessage {
  id: string;
  conversation: string;
  seq: number;
  from: StoredMessage['from'];
  author: { name: string } | null;
  body: string;
  attachments: AttachedFile[];
  at: string;
  deleted: boolean;
  /** In the visitor's language, where that is not the one it was written in and a translation has come. */
  translation?: TranslatedText;
}

export interface ConversationState {
  conversation: string | null;
  status: 'open' | 'closed';
  lastSeq: number;
  visitorSeen: number;
  teamSeen: number;
  assignee: { name: string } | null;
  teamOnline: boolean;
  visitor: { name: string | null; email: string | null; verified: boolean };
  /** Whether the website may speak to them first. */
  proactive: Unasked;
  /** Grows when a message that they may have is deleted or corrected. */
  edition: number;
  version: string;
}

export function visitorMessage(message: StoredMessage, authorName: string): VisitorMessage {
  return {
    id: message.id,
    conversation: message.conversationId,
    seq: message.seq!,
    from: message.from,
    author: message.from === 'team' ? { name: authorName } : null,
    body: message.body,
    attachments: message.attachments.map(({ id, name, type, kind, size, width, height }) => ({
      id,
      name,
      type,
      kind,
      size,
      width,
      height,
    })),
    at: new Date(message.at).toISOString(),
    deleted: message.deletedAt !== null,
  };
}
