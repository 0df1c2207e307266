import type { Transaction } from '../../database/transaction';
import type { AttachedFile, Draft, StoredMessage, ThreadState, Written } from './thread.types';

export type StoredFile = AttachedFile & { uploaderId: string; workspaceId: string; taken: boolean };

/** What a batch of drafts needs to know of the database. */
export interface Loaded {
  threads: Map<string, ThreadState>;
  /** Visitor → their newest conversation. */
  newest: Map<string, string>;
  /** By {@link writtenKey}: the same message, written before. */
  written: Map<string, Written>;
  files: Map<string, StoredFile>;
}

/** What a batch changes. */
export interface Changes {
  opened: ThreadState[];
  changed: ThreadState[];
  messages: StoredMessage[];
}

/**
 * The message log's own door to the database: a batch is read in one go and written in one go, inside one transaction, with
 * the conversations locked in between.
 */
export interface ThreadStore {
  load(tx: Transaction, drafts: readonly Draft[], threadIds: readonly string[]): Promise<Loaded> | Loaded;
  save(tx: Transaction, changes: Changes): Promise<void> | void;
}

export const THREAD_STORE = Symbol('thread store');
/** A visitor's message is the same one in whichever of their conversations it landed; an agent names the conversation. */
export const whoseThread = (draft: Draft): string => draft.visitor?.visitorId ?? draft.conversationId!;
export const writtenKey = (draft: Draft): string => `${whoseThread(draft)}/${draft.id}`;
