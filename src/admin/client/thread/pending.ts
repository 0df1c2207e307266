import { forget, recall, remember } from '../memory';
import { text } from '../page';
import { pageKeys } from '../stored-keys';

export interface Pending {
  id: string;
  conversation: string;
  kind: 'reply' | 'note';
  body: string;
  attachments: { id: string; name: string }[];
  at: string;
  /** Why it failed, in words for people; absent while it is on its way. */
  problem?: string;
}
export type Answer = { state: 'sent'; position: number; at: string } | { state: 'failed'; problem: string; again: boolean };

const key = pageKeys.pending;
export const pendingOf = (conversation: string) => recall<Pending[]>(key, conversation) ?? [];

/** Keeps a message until the server has it: a reload in between loses nothing, and the same id makes a repeat harmless. */
export function keepPending(message: Pending): void {
  remember(key, [...others(message), message], message.conversation);
}

export function dropPending(message: Pending): void {
  const rest = others(message);
  if (rest.length) remember(key, rest, message.conversation);
  else forget(key, message.conversation);
}

const others = ({ conversation, id }: Pending) => pendingOf(conversation).filter((other) => other.id !== id);

/** Gives the message to the server; 20 seconds without an answer count as a lost connection. */
export async function post(message: Pending, action: string): Promise<Answer> {
  const { id, kind, body, attachments } = message;
  const fields = new URLSearchParams({ id, kind, body });
  for (const attachment of attachments) fields.append('attachments', attachment.id);
  try {
    const response = await fetch(action, {
      method: 'POST',
      body: fields,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as { position: number; at: string; error?: { message: string } };
    if (response.ok) return { state: 'sent', position: answer.position, at: answer.at };
    return { state: 'failed', problem: answer.error?.message ?? text('failed'), again: response.status >= 500 };
  } catch {
    return { state: 'failed', problem: text('unsent'), again: true };
  }
}
