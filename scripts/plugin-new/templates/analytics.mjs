export default {
  capability: 'analyticsSink',
  what: 'Counts what happens in the chat, of people who agreed to it',
  privacy: { kind: 'analytics', purpose: 'improve', basis: 'consent', consent: 'analytics', fields: [] },
  code: `
    analyticsSink: {
      async track({ events }, { signal }) {
        if (events.length) await ask('/events', { events }, signal);
      },
      async check({ signal }) {
        await ask('/me', {}, signal);
      },
    },`,
  answer: `path === '/me' ? { name: 'Alder' } : { taken: (json?.events⟨ as unknown[]⟩).length }`,
  contract: `analyticsSinkContract(() => plugin().analyticsSink, vendor);`,
  use: `plugin().analyticsSink.check(newCall())`,
};
