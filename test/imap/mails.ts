import { randomUUID } from 'node:crypto';

/** A mail as it travels, from Ana unless told otherwise. */
export const mail = (more: Record<string, string> = {}, text = 'Hello') => {
  const headers = {
    From: 'Ana <ana@example.com>',
    To: 'support@shop.example',
    Subject: 'Hi',
    'Message-ID': `<${randomUUID()}@example.com>`,
    ...more,
  };
  return `${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n${text}\n`;
};
