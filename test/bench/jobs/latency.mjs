/** Open loop: messages leave at a fixed rate, whatever the server does; the time runs from a visitor's write to the agent's screen. */
import { inTurns, openAgent, Visitor } from '../drivers/load.mjs';
import { percentile, seconds } from '../tools/statistics.mjs';

export default async function latency({ server, visitors, rate, warmUp, duration }) {
  const underWay = new Map();
  const times = [];
  let measuring = false;
  await openAgent(server, 0, (id) => {
    const writtenAt = underWay.get(id);
    if (writtenAt === undefined) return;
    underWay.delete(id);
    if (measuring) times.push(performance.now() - writtenAt);
  });
  const crowd = await inTurns(Array(visitors).fill(), 50, async () => {
    const visitor = await Visitor.open(server);
    await visitor.writeAndWait();
    return visitor;
  });

  let written = 0;
  const start = performance.now();
  const clock = setInterval(() => {
    const due = ((performance.now() - start) / 1000) * rate;
    while (written < due) {
      const id = crypto.randomUUID();
      underWay.set(id, performance.now());
      crowd[written++ % visitors].write(id);
    }
  }, 1);

  await seconds(warmUp);
  measuring = true;
  const from = { written, time: performance.now() };
  await seconds(duration);
  const took = (performance.now() - from.time) / 1000;
  const shown = times.length / took;
  const offered = (written - from.written) / took;
  clearInterval(clock);
  for (let wait = 0; wait < 50 && underWay.size; wait++) await seconds(0.1);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), offered, shown, lost: underWay.size };
}
