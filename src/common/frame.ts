import { ChatError } from './errors';

/** One frame of a client, read and checked as far as every event has it. */
export interface Frame {
  event: string;
  data: Record<string, unknown>;
  ref?: string;
}

/** Reads a text frame. @throws ChatError frame.malformed */
export function readFrame(text: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ChatError('frame.malformed');
  }
  return frameOf(value);
}

/** @throws ChatError frame.malformed */
export function frameOf(value: unknown): Frame {
  if (!isObject(value)) throw new ChatError('frame.malformed');
  const { event, data = {}, ref } = value;
  if (typeof event !== 'string' || !isObject(data)) throw new ChatError('frame.malformed');
  if (ref !== undefined && (typeof ref !== 'string' || ref.length > 64)) throw new ChatError('frame.malformed');
  return { event, data, ref };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
