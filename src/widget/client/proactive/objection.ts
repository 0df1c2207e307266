import type { Shell } from '../shell';
import { requestJson } from '../transport/http';

/** Whether the visitor said, here or on another device, that nobody may speak to them first. */
export const hasObjected = ({ memory, proactive }: Shell): boolean =>
  Boolean(memory.read().quiet) || Boolean(proactive.standing?.objected);

/** Counts in this browser with the click. Whoever is known is known to have objected on their other devices, too. */
export async function object(shell: Shell, on: boolean): Promise<void> {
  shell.memory.update((remembered) => (on ? (remembered.quiet = true) : delete remembered.quiet));
  shell.proactive.changed?.();
  await tell(shell, on);
}

/** Fails if the server cannot be reached, or does not know the visitor yet: then it is told when it does. */
export async function tell({ base, memory, config }: Shell, on: boolean): Promise<void> {
  const { token } = memory.read();
  if (token)
    await requestJson(`${base}/widget/v1/privacy/objections`, token, { purpose: 'proactive', on, language: config.language });
}
