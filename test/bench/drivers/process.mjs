/** One job in a process of its own, so that the server's processor time is the server's alone. */
process.once('message', async ({ job, options }) => {
  try {
    const { default: run } = await import(`../jobs/${job}.mjs`);
    process.send({ result: await run(options) }, () => process.exit());
  } catch (error) {
    process.send({ error: error.stack }, () => process.exit(1));
  }
});
process.on('disconnect', () => process.exit());
