/** From the start of the process to the first message that a visitor gets accepted; the data folder is there already. */
import { Visitor } from '../drivers/load.mjs';
import { runJob } from '../tools/children.mjs';
import { bare, during, furnish, launch } from '../tools/servers.mjs';
import { seconds } from '../tools/statistics.mjs';

export const names = ['cold_start'];

const TRY_AGAIN_SECONDS = 0.005;

export default async function coldStart(context) {
  const ours = await context.parlour();
  const nest = bare('nest');
  const folders = new Map();
  const identities = new Map([[nest, '']]);
  for (const target of [nest, ...ours]) folders.set(target, await furnish(target));
  for (const target of ours) {
    const [identity] = await during(target, folders.get(target), (server) =>
      runJob('prepare', server, { visitors: 1, messages: 1 }),
    );
    identities.set(target, identity);
  }

  const [nestTimes, ourTimes] = await context.alternate([nest, ...ours], async (target) => {
    const from = performance.now();
    const server = await launch(target, folders.get(target));
    const visitor = await Promise.race([server.died, knock(server, identities.get(target))]);
    await visitor.writeAndWait();
    const took = performance.now() - from;
    visitor.close();
    await server.close();
    return took;
  });
  context.compare('cold_start', 'start to first accepted message, ms', nestTimes, ourTimes);
}

async function knock(server, identity) {
  for (;;) {
    try {
      return await Visitor.open(server, identity);
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
      await seconds(TRY_AGAIN_SECONDS);
    }
  }
}
