import { types } from 'node:util';
import type { MethodRules } from './methods';

/** Nothing that is handed over is deeper: a mail, its list of attachments, an attachment, its content. */
const deepest = 4;

/** @returns bytes that a call keeps in the plugin's memory: the files it brings, and those it is expected to answer */
export const cargoOf = (argument: unknown, rules: Pick<MethodRules, 'fetchesBytes'>) => bytesIn(argument, 0) + rules.fetchesBytes;

function bytesIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth > deepest) return 0;
  if (types.isUint8Array(value)) return value.byteLength;
  let sum = 0;
  for (const key in value) sum += bytesIn((value as Record<string, unknown>)[key], depth + 1);
  return sum;
}
