import type { Call } from './plugin';

/**
 * Keeps files under keys that the host makes (letters, digits, `-`, `_` and slashes).
 *
 * ```ts
 * fileStore: {
 *   put: ({ key, content }) => bucket.put(key, content),
 *   get: ({ key }) => bucket.get(key),
 *   delete: ({ key }) => bucket.delete(key),
 *   check: () => bucket.head(),
 * }
 * ```
 */
export interface FileStore {
  put(file: { key: string; content: Uint8Array; type: string }, call: Call): Promise<void>;
  /** @returns undefined if there is no such file; `start` and `end` (inclusive) are byte positions */
  get(
    file: { key: string; start?: number; end?: number },
    call: Call,
  ): Promise<{ content: Uint8Array; size: number } | undefined>;
  /** Deleting what is not there is no error. */
  delete(file: { key: string }, call: Call): Promise<void>;
  check(call: Call): Promise<void>;
}
