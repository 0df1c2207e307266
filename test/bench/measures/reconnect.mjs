/** A thousand visitors come back at once, each five messages behind. */
import { runJob } from '../tools/children.mjs';
import { bare, during } from '../tools/servers.mjs';

export const names = ['reconnect_storm'];

const VISITORS = 1000;
const WRITTEN = 6;
const MISSED = 5;

export default async function reconnect(context) {
  const ours = await context.parlour();
  const targets = [bare('relay'), ...ours];
  const identities = new Map([[targets[0], Array(VISITORS).fill('')]]);
  const servers = new Map();

  // Both run all the time: what is measured is the storm, not the start. The first storm of each only warms it up.
  const withAll = (waiting, work) =>
    waiting.length
      ? during(waiting[0], undefined, (server) => (servers.set(waiting[0], server), withAll(waiting.slice(1), work)))
      : work();
  const storm = async (target) =>
    (
      await runJob('reconnect', servers.get(target), {
        identities: identities.get(target),
        after: WRITTEN - MISSED,
        missed: MISSED,
      })
    ).perSecond;

  await withAll(targets, async () => {
    for (const target of ours)
      identities.set(target, await runJob('prepare', servers.get(target), { visitors: VISITORS, messages: WRITTEN }));
    for (const target of targets) await storm(target);
    context.compare('reconnect_storm', 'visitors back per second', ...(await context.alternate(targets, storm)));
  });
}
