export interface Shown {
  position: number;
  at: string;
}

/** Whether a conversation on screen lacks messages: a hole in the positions, or nothing as new as the list says. */
export function missesSomething(shown: readonly Shown[], lastAt: string): boolean {
  if (!shown.length) return false;
  const positions = shown.map(({ position }) => position).sort((one, other) => one - other);
  if (positions.some((position, index) => index > 0 && position > positions[index - 1] + 1)) return true;
  return shown.every(({ at }) => at < lastAt);
}
