export default {
  capability: 'writingAssistant',
  what: 'Helps agents to write',
  privacy: { kind: 'writing', purpose: 'service', basis: 'legitimate-interest', fields: ['message.body'] },
  code: `
    writingAssistant: {
      async *write({ task, text, thread, language }, { signal }) {
        const { text: written } = await ask⟨<{ text: string }>⟩('/write', { task, text, thread, language }, signal);
        yield written;
      },
      async check({ signal }) {
        await ask('/me', {}, signal);
      },
    },`,
  answer: `path === '/me' ? { name: 'Alder' } : { text: \`Better: \${json?.text}\` }`,
  contract: `writingAssistantContract(() => plugin().writingAssistant, vendor);`,
  use: `plugin().writingAssistant.check(newCall())`,
};
