/** Waits for an answer no longer than somebody wants it; `stop` is told when nobody does any more. */
export async function untilAborted<Answer>(
  answer: Promise<Answer>,
  signal: AbortSignal | undefined,
  stop: () => void,
): Promise<Answer> {
  if (!signal) return answer;
  let aborted = () => {};
  const end = new Promise<never>((_, reject) => {
    aborted = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('The call was ended.'));
      stop();
    };
  });
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) aborted();
  try {
    return await Promise.race([end, answer]);
  } finally {
    signal.removeEventListener('abort', aborted);
  }
}
