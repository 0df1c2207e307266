/** The frames of `docs/protocol.md`, as far as the widget uses them. */
export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
  kind: 'image' | 'file';
  width?: number;
  height?: number;
}

/**
 * What the visitor agrees to; `denied`: the browser says that nothing may be shared. `asked` and `wording` come along where
 * the widget itself asked: what exactly was agreed to, and which words stood there.
 */
export interface Choice {
  granted?: string[];
  denied?: boolean;
  asked?: string[];
  wording?: string;
}

/** A message in the visitor's language. */
export interface Translation {
  /** BCP 47 */
  language: string;
  from: string | null;
  body: string;
}

export interface Message {
  id: string;
  conversation: string;
  seq: number;
  from: 'visitor' | 'team' | 'system';
  author: { name: string } | null;
  body: string;
  attachments: Attachment[];
  at: string;
  deleted: boolean;
  translation?: Translation;
}

export interface ConversationState {
  conversation: string | null;
  status: string;
  lastSeq: number;
  visitorSeen: number;
  teamSeen: number;
  assignee: { name: string } | null;
  teamOnline: boolean;
  visitor: { name: string | null; email: string | null; verified: boolean } | null;
  /** Whether the website may speak to them first. */
  proactive?: { allowed: boolean; objected: boolean };
  /** Grows when a message that was read already is deleted or corrected. */
  edition: number;
  version: string;
}

export interface Fault {
  code: string;
  message: string;
  /** Seconds. */
  retryAfter?: number;
  /** The message that it is about, if any. */
  id?: string;
}

interface ServerEvents {
  'message.sent': { id: string; conversation: string; seq: number; at: string };
  'message.posted': Message;
  'message.deleted': { id: string; conversation: string; seq: number };
  'message.corrected': { id: string; conversation: string; seq: number; body: string };
  'message.translated': { id: string; conversation: string; seq: number; translation: Translation };
  'conversation.state': ConversationState;
  typing: { on: boolean; name?: string };
  'consent.recorded': { granted: string[]; denied: boolean; asked: string[] };
  'visitor.updated': { name: string | null; email: string | null };
  'server.closing': { retryAfter: number };
  error: Fault;
  ok: Record<string, never>;
  pong: Record<string, never>;
}

interface ClientEvents {
  'conversation.resume': { after?: number };
  'message.send': {
    id: string;
    body: string;
    attachments?: string[];
    consent?: Choice;
    shown?: { id: string; language: string };
  };
  'consent.choose': Choice;
  'conversation.seen': { seq: number };
  typing: { on: boolean };
  'visitor.update': { name?: string | null; email?: string | null };
  'page.view': { url: string; title: string };
  ping: Record<string, never>;
}

type Frames<Events> = { [Event in keyof Events]: { event: Event; data: Events[Event]; ref?: string } }[keyof Events];
export type ServerFrame = Frames<ServerEvents>;
export type ClientFrame = Frames<ClientEvents>;
