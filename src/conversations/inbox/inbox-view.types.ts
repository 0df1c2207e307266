import type { ConversationStatus } from '../conversation.entity';
import type { TranslationBar } from '../translation/message-translations.service';
import type { MessageFrom, MessageKind } from '../message.entity';

/** Models of the inbox's partials. None says who looks: the same HTML goes to every agent. Times are ISO 8601. */
export interface PersonView {
  id: string;
  name: string;
}

export interface TagView {
  id: string;
  name: string;
  hue: number;
}

export interface RowView {
  id: string;
  path: string;
  name: string;
  website: string;
  preview: string;
  previewKind: 'visitor' | 'team' | 'note' | 'file';
  lastAt: string;
  unread: number;
  waitingSince: string | null;
  status: ConversationStatus;
  assignee: PersonView | null;
  tags: TagView[];
}

export interface AttachmentView {
  id: string;
  name: string;
  type: string;
  kind: 'image' | 'file';
  size: number;
  width: number | null;
  height: number | null;
  path: string;
}

/** A message in another language; `from` and `to` are names for people. */
export interface TranslationView {
  language: string;
  body: string;
  from: string | null;
  to: string;
}

export interface MessageView {
  id: string;
  conversation: string;
  position: number;
  seq: number | null;
  kind: MessageKind;
  from: MessageFrom;
  author: PersonView | null;
  body: string;
  attachments: AttachmentView[];
  at: string;
  continues: boolean;
  deleted: boolean;
  event: { text: string } | null;
  /** What the reader sees instead of the original, which is one click away. */
  translation?: TranslationView;
  /** What the visitor reads of an answer. */
  sent?: TranslationView;
}

export interface HeadView {
  id: string;
  name: string;
  website: { name: string };
  status: ConversationStatus;
  closed: boolean;
  spam: boolean;
  /** The visitor's data may only be stored. */
  restricted: boolean;
  assignee: PersonView | null;
  agents: PersonView[];
}

export interface CardView {
  id: string;
  visitorId: string;
  name: string;
  email: string | null;
  verified: boolean;
  language: string | null;
  country: string | null;
  browser: string | null;
  os: string | null;
  website: string;
  firstSeen: string;
  lastSeen: string;
  online: boolean;
  pages: { title: string; url: string; at: string }[];
  earlier: { id: string; path: string; preview: string; lastAt: string; status: ConversationStatus }[];
}

export interface ThreadView extends HeadView {
  lastPosition: number;
  visitorSeen: number;
  unread: number;
  messages: MessageView[];
  earlier: string | null;
  tags: TagView[];
  allTags: { name: string }[];
  visitor: CardView;
  /** Plugins may have something to show; it is fetched once the thread stands. */
  hasCards: boolean;
  /** Plugins may have something to put into what an agent writes; they are asked when the menu is opened. */
  hasInserts: boolean;
  draftKey: string;
  bar?: TranslationBar;
}
