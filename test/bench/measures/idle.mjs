/** What silence costs: memory per visitor at 1,000 and 5,000, the server at rest, and the processor time of 1,000. */
import { runJob } from '../tools/children.mjs';
import { bare, during, furnish } from '../tools/servers.mjs';
import { alone, ratio, seconds } from '../tools/statistics.mjs';
import { residentKilobytes } from '../tools/system.mjs';

export const names = ['idle_kb_vs_ws', 'rest_mb', 'idle_cpu_percent'];

const CROWDS = [1000, 5000];
const WRITTEN = 1;

export default async function idle(context) {
  // Soon after they came: later the collector gives memory back, of both servers at times of its own choosing.
  const settle = 1;
  const ours = await context.parlour();
  const folder = ours.length && (await furnish(ours[0]));
  const identities = ours.length
    ? await during(ours[0], folder, (server) => runJob('prepare', server, { visitors: Math.max(...CROWDS), messages: WRITTEN }))
    : Array(Math.max(...CROWDS)).fill('');

  const rest = [];
  const ratios = [];
  for (const crowd of CROWDS) {
    const hold = crowd === 1000 ? (context.quick ? 10 : 30) : 0;
    const who = identities.slice(0, crowd);
    const percents = [];
    const [relayRounds, ourRounds] = await context.alternate([bare('relay'), ...ours], (target, round) =>
      during(target, target.seed && folder, async (server) => {
        await seconds(settle);
        if (target.seed) rest.push(residentKilobytes(server.pid) / 1024);
        const watched = target.seed && round === 0 ? hold : 0;
        const result = await runJob('idle', server, { identities: who, after: WRITTEN, settle, hold: watched });
        if (watched) percents.push(result.processorPercent);
        return result.kilobytes;
      }),
    );
    context.figure(`kB per idle visitor, ${crowd} of them`, relayRounds, ourRounds);
    if (ourRounds) ratios.push(ratio(ourRounds, relayRounds));
    if (percents.length) context.result('idle_cpu_percent', alone(percents));
  }
  if (!ours.length) return;
  context.note(
    `Memory per idle visitor ÷ bare ws: ${CROWDS.map((crowd, at) => `${ratios[at].value.toFixed(2)} at ${crowd}`).join(', ')}.`,
  );
  context.result(
    'idle_kb_vs_ws',
    ratios.reduce((worst, next) => (next.value > worst.value ? next : worst)),
  );
  context.result('rest_mb', alone(rest));
}
