import type { PluginFailure } from '../plugin-host.types';

/** What comes from a plugin's process. Anything may run there: nothing of it is believed before `messageOf` has looked. */
export type FromPlugin =
  | { kind: 'ready' | 'end' | 'aborted' }
  | { kind: 'failed'; words: string }
  | { kind: 'answer' | 'piece'; value: unknown }
  | { kind: 'error'; words: string; retry: boolean; answer: boolean; doubtful: boolean; code?: string }
  | { kind: 'log'; line: string }
  | { kind: 'refused'; host: string };

/** A call that waits for its answer. */
export interface Waiting {
  /** Bytes of the answer. */
  most: number;
  /** The plugin has nothing to do for it until something happens. */
  waits?: boolean;
  hear(message: FromPlugin): void;
  fail(failure: PluginFailure): void;
}

const longest = 2000;
const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, longest) : '');

/** @returns undefined for what is no message */
export function messageOf(raw: unknown): FromPlugin | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { kind, words, value, retry, answer, doubtful, code, line, host } = raw as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'end':
    case 'aborted':
      return { kind };
    case 'failed':
      return { kind, words: text(words) };
    case 'answer':
    case 'piece':
      return { kind, value };
    case 'error':
      return {
        kind,
        words: text(words),
        retry: retry !== false,
        answer: answer === true,
        doubtful: doubtful === true,
        ...(typeof code === 'string' && /^[A-Za-z][\w.-]{0,39}$/.test(code) && { code }),
      };
    case 'log':
      return { kind, line: text(line) };
    case 'refused':
      return { kind, host: text(host).slice(0, 260) };
  }
  return undefined;
}
