import type { Call } from './plugin';

export type WritingTask = 'improve' | 'shorten' | 'friendlier' | 'more-formal' | 'fix-grammar' | 'draft-reply' | 'summarise';

export interface WritingRequest {
  task: WritingTask;
  /** What the agent wrote; empty for a draft or a summary. */
  text: string;
  /** The last messages, oldest first; only for drafts and summaries. */
  thread?: { from: 'visitor' | 'team'; text: string }[];
  /** BCP 47: the language to write in. */
  language?: string;
}

/**
 * Helps agents to write. Nothing that it says is sent by itself: the agent sees it as a difference and accepts it.
 *
 * ```ts
 * writingAssistant: {
 *   async *write({ task, text }, { signal }) {
 *     for await (const part of vendor.stream({ prompt: promptOf(task, text), signal })) yield part.text;
 *   },
 *   check: () => vendor.listModels(),
 * }
 * ```
 */
export interface WritingAssistant {
  /** Yields the text piece by piece. */
  write(request: WritingRequest, call: Call): AsyncIterable<string>;
  check(call: Call): Promise<unknown>;
}
