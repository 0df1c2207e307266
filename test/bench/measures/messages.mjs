/** Durable messages per second, and what each costs: 200 visitors write, five agents watch everything. */
import { runJob } from '../tools/children.mjs';
import { bare, during } from '../tools/servers.mjs';

export const names = ['durable_vs_limit', 'cpu_vs_limit'];

export default async function messages(context) {
  const load = { visitors: 200, agents: 5, window: 8, warmUp: context.quick ? 1 : 2, duration: context.quick ? 2 : 4 };
  const [limit, ours] = await context.alternate([bare('sqlite'), ...(await context.parlour())], (target) =>
    during(target, undefined, (server) => runJob('throughput', server, load)),
  );
  const of = (field) => [limit, ours].map((rounds) => rounds?.map((round) => round[field]));
  context.compare('durable_vs_limit', 'acked messages/s', ...of('perSecond'));
  context.compare('cpu_vs_limit', 'processor µs per message', ...of('processor'));
  for (const [label, rounds] of [
    ['limit', limit],
    ['Parlour', ours],
  ]) {
    if (rounds?.some(({ unacked }) => unacked))
      context.note(`${label}: ${Math.max(...rounds.map(({ unacked }) => unacked))} messages were never acked.`);
    if (rounds?.some(({ shown }) => shown < 1))
      context.note(
        `${label}: an agent saw only ${(100 * Math.min(...rounds.map(({ shown }) => shown))).toFixed(1)} % of what was acked.`,
      );
    if (rounds?.every(({ driverBusy }) => driverBusy > 0.97))
      context.note(`${label}: the driver was at its own limit; the server could do more.`);
  }
}
