export default {
  capability: 'scheduledJob',
  what: 'Does something every hour',
  privacy: { kind: 'support', purpose: 'service', basis: 'legitimate-interest', fields: [] },
  schedule: { minutes: 60 },
  code: `
    scheduledJob: {
      async run(_what, { id, signal }) {
        await ask('/refresh', { key: id }, signal);
      },
    },`,
  answer: `{ refreshed: path === '/refresh' && Boolean(json?.key) }`,
  contract: `scheduledJobContract(() => plugin().scheduledJob, { schedule: { minutes: 60 }, vendor });`,
  use: `plugin().scheduledJob.run({}, newCall())`,
};
