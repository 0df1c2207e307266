import type { DestinationStream } from 'pino';

interface Line {
  level: number;
  time: number;
  msg?: string;
  room?: string;
  fault?: string;
  [field: string]: unknown;
}

const colours: [atLeast: number, code: number][] = [
  [50, 31],
  [40, 33],
  [30, 0],
  [0, 90],
];
const paint = (code: number, text: string) => (code ? `\u001b[${code}m${text}\u001b[0m` : text);

/** One line of the log for somebody who watches a terminal. */
export function readable(json: string): string {
  const { level, time, msg, room, fault, ...fields } = JSON.parse(json) as Line;
  const clock = paint(90, new Date(time).toTimeString().slice(0, 8));
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  const colour = colours.find(([atLeast]) => level >= atLeast)?.[1] ?? 0;
  const sentence = paint(colour, [msg, ...rest].filter(Boolean).join(' '));
  return `${clock} ${paint(90, (room ?? '').padEnd(10))} ${sentence}${fault ? `\n${fault}` : ''}\n`;
}

export const readableStream: DestinationStream = { write: (json) => void process.stdout.write(readable(json)) };
