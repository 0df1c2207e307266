import type { Call } from './plugin';

/** What an agent can choose beside the field where they write. */
export interface ComposerAction {
  /** Letters, digits, `_.:-`. What is chosen comes back as `run`. */
  id: string;
  /** What it brings, as a menu says it: "Tracking link". At most 60 characters. */
  label: string;
  /**
   * One short line that the agent is asked for first, such as an order number. What they type is handed over as `message.body`: a
   * manifest that does not declare that field can have no such action.
   */
  input?: { label: string; placeholder?: string };
}

/**
 * Puts text into what an agent is writing. Nothing is ever sent by itself: the agent sees it, changes it, sends it or not.
 *
 * ```ts
 * composerAction: {
 *   list: async () => [{ id: 'track', label: 'Tracking link', input: { label: 'Order number' } }],
 *   run: async ({ input }, { signal }) => ({ text: await carrier.linkOf(input, signal) }),
 * }
 * ```
 */
export interface ComposerActionProvider {
  /** At most 20. Asked when an agent opens the menu; it is told nothing about anybody. */
  list(call: Call): Promise<ComposerAction[]>;
  /**
   * @param what.input one line of at most 200 characters; undefined for actions without
   * @param what.fields what the manifest declares about the conversation and its visitor, as far as the visitor's choices allow
   * @returns plain text for the draft (at most 4000 characters), or a sentence for the agent (at most 500) where there is nothing to insert
   */
  run(
    what: { conversationId: string; actionId: string; input?: string; fields: Record<string, unknown> },
    call: Call,
  ): Promise<{ text: string } | { message: string }>;
}
