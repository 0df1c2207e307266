import { HandOverRefused, PluginFailure } from '../plugin-host.types';
import type { Settlement } from './delivery-claims';

/** An event is tried so often, over about an hour; then it steps aside for the next of its lane, and waits for an admin. */
export const mostAttempts = 12;
const first = 1_000;
const longest = 1_800_000;

/** Milliseconds until the next attempt: doubled each time from 1 s, and up to half as much again by chance. */
export const pause = (attempts: number, chance = Math.random()): number =>
  Math.round(Math.min(longest, first * 2 ** (attempts - 1)) * (1 + chance / 2));

/**
 * What becomes of an event that was not taken. Where a person's choices forbid it, it is not kept for a better time: what
 * they refuse now is not sent when they change their mind.
 */
export function settlementOf(error: unknown, attempts: number): Settlement & { refused?: true } {
  if (error instanceof HandOverRefused) return { done: true, refused: true };
  const failure = error instanceof PluginFailure ? error : undefined;
  const trouble = failure?.trouble ?? 'host-fault';
  if (failure?.retry === false || attempts >= mostAttempts)
    return { dead: (failure?.retry === false && failure.code) || trouble };
  return { again: pause(attempts), trouble };
}
