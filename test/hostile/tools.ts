import { errors } from '../../src/common/errors';
import type { ReceivedFrame } from '../kit/frame-socket';

/** What no answer may ever have in it: a stack, a path of ours, a statement or a driver's words. */
const innards =
  /\bat .+\(.+:\d+:\d+\)|node_modules|\/src\/|SQLITE_|QueryFailed|SELECT |INSERT |syntax error|TypeError|RangeError|undefined is not/;

/** A documented code with its own sentence, and nothing of our insides. */
export function expectRefusal(error: { code?: unknown; message?: unknown } | undefined, ...codes: string[]): void {
  expect(error).toBeDefined();
  expect(Object.keys(errors)).toContain(error!.code);
  expect(error!.message).toBe(errors[error!.code as keyof typeof errors][1]);
  expect(error!.code).not.toBe('server.fault');
  expect(JSON.stringify(error)).not.toMatch(innards);
  if (codes.length) expect(codes).toContain(error!.code);
}

export function expectErrorFrame(frame: ReceivedFrame, ...codes: string[]): void {
  expect(frame.event).toBe('error');
  expectRefusal(frame.data, ...codes);
}

/** Texts that some parser somewhere has stumbled over. */
export const nastyTexts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE message; --",
  '{{7*7}}${7*7}<%= 7*7 %>',
  '\ud800 lone surrogate \udc00',
  'zero \u0000 character',
  '\u202egnp.exe',
  '../../../../etc/passwd',
  '%00%0d%0aSet-Cookie: a=b',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'a\u0300'.repeat(200),
  'NaN',
  '-1',
  '1e309',
];
