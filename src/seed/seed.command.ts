import { parseArgs } from 'node:util';
import type { Settings } from '../config/settings';
import { Refused } from './refused';
import { seed, type Size } from './seed';

/** `seed --conversations N --messages TOTAL` */
export async function seedCommand(settings: Settings, options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: { conversations: { type: 'string', default: '1000' }, messages: { type: 'string' } },
  });
  const conversations = count('conversations', values.conversations);
  const size: Size = { conversations, messages: count('messages', values.messages ?? String(conversations * 5)) };
  if (size.messages < size.conversations) refuse('--messages: there are at least as many as conversations.');
  if (settings.DATABASE_URL) refuse('The seed fills the built-in database only: leave DATABASE_URL out.');

  const began = performance.now();
  const seeded = await seed(settings, size, (done) => process.stdout.write(`${done.toLocaleString('en')} conversations\n`));
  process.stdout.write(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s.\n${JSON.stringify(seeded)}\n`);
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) refuse(`--${name}: "${text}" is not a whole number from 1.`);
  return Number(text);
}

function refuse(sentence: string): never {
  throw new Refused(sentence);
}
