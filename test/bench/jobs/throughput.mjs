/** Closed loop: every visitor keeps `window` messages in flight; each ack lets the next one go. */
import { inTurns, openAgent, Visitor } from '../drivers/load.mjs';
import { seconds } from '../tools/statistics.mjs';
import { processorMicroseconds } from '../tools/system.mjs';

export default async function throughput({ server, visitors, agents, window, warmUp, duration }) {
  let seen = 0;
  let acked = 0;
  let written = 0;
  let over = false;
  // All agents take everything; one of them also counts, so that what was acked is known to have been shown.
  for (let number = 0; number < agents; number++) await openAgent(server, number, number === 0 ? () => seen++ : undefined);

  await seconds(0.2);
  const crowd = await inTurns(Array(visitors).fill(), 50, async () => {
    const visitor = await Visitor.open(server);
    await visitor.writeAndWait();
    return visitor;
  });
  seen -= visitors;
  for (const visitor of crowd) {
    visitor.onSent = () => {
      acked++;
      if (!over) next(visitor);
    };
    for (let inFlight = 0; inFlight < window; inFlight++) next(visitor);
  }
  function next(visitor) {
    written++;
    visitor.write();
  }

  await seconds(warmUp);
  const from = { acked, time: performance.now(), server: processorMicroseconds(server.pid), driver: process.cpuUsage() };
  await seconds(duration);
  const took = (performance.now() - from.time) / 1000;
  const messages = acked - from.acked;
  const serverTime = processorMicroseconds(server.pid) - from.server;
  const { user, system } = process.cpuUsage(from.driver);

  over = true;
  for (let wait = 0; wait < 100 && (acked < written || seen < acked); wait++) await seconds(0.1);
  return {
    perSecond: messages / took,
    processor: serverTime / messages,
    serverBusy: serverTime / took / 1e6,
    driverBusy: (user + system) / took / 1e6,
    unacked: written - acked,
    shown: seen / acked,
  };
}
