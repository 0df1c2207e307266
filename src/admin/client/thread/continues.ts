const groupMillis = 5 * 60_000;

type MessageFacts = Readonly<Record<string, string | undefined>>;

/** Whether a message goes on what the same person said, in the same voice, within five minutes. */
export function continues(before: MessageFacts, after: MessageFacts): boolean {
  if (before.from !== after.from || before.author !== after.author || before.kind !== after.kind) return false;
  if (after.from === 'system') return false;
  return Math.abs(Date.parse(after.at ?? '') - Date.parse(before.at ?? '')) <= groupMillis;
}
