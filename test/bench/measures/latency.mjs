/** From a visitor's write to an agent's screen, at a fixed rate: 1,000 visitors, one agent who watches. */
import { runJob } from '../tools/children.mjs';
import { bare, during } from '../tools/servers.mjs';

export const names = ['latency_vs_relay'];

const RATE = 2000;

export default async function latency(context) {
  const load = { visitors: 1000, rate: RATE, warmUp: context.quick ? 1 : 2, duration: context.quick ? 3 : 5 };
  const measure = (target) => during(target, undefined, (server) => runJob('latency', server, load));

  while (!holds(await measure(bare('relay')), load.rate) && load.rate > 100) load.rate /= 2;
  if (load.rate < RATE)
    context.note(`This machine does not hold ${RATE} messages/s even with the bare relay: measured at ${load.rate}/s.`);

  const [relay, durable, ours] = await context.alternate([bare('relay'), bare('sqlite'), ...(await context.parlour())], measure);
  const of = (field) => [relay, ours].map((rounds) => rounds?.map((round) => round[field]));
  const limit = (field) => durable.map((round) => round[field]);
  context.figure('p50 visitor → agent, ms', ...of('p50'));
  // What storing each message first costs by itself, on this disk: Parlour cannot be expected below it.
  context.figure('the same, bare ws + SQLite, p50 and p99', limit('p50'), limit('p99'), ['p50', 'p99']);
  context.compare('latency_vs_relay', 'p99 visitor → agent, ms', ...of('p99'));
  if (ours && !ours.every((round) => holds(round, load.rate)))
    context.note(`Parlour did not hold ${load.rate} messages/s: its latency is that of a queue.`);
  if (ours?.some(({ lost }) => lost))
    context.note(`${Math.max(...ours.map(({ lost }) => lost))} messages never reached the agent.`);
}

const holds = ({ offered, shown }, rate) => offered > rate * 0.98 && shown > rate * 0.98;
