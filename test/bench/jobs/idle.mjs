/** Visitors who come back, catch up and stay silent: what each costs in memory, and all together in processor time. */
import { inTurns, Visitor } from '../drivers/load.mjs';
import { seconds } from '../tools/statistics.mjs';
import { processorMicroseconds, residentKilobytes } from '../tools/system.mjs';

const WARM_UP = 20;
const CLEARING_UP = 30;

export default async function idle({ server, identities, after, settle, hold }) {
  const arrive = (identity) =>
    Visitor.open(server, identity).then(async (visitor) => (await visitor.resume(server, after, 0), visitor));

  // Code is loaded and compiled on first use; that belongs to the server, not to its visitors.
  for (const visitor of await inTurns(identities.slice(0, WARM_UP), 50, arrive)) visitor.close();
  await seconds(settle);
  const before = residentKilobytes(server.pid);

  await inTurns(identities, 50, arrive);
  await seconds(settle);
  const kilobytes = (residentKilobytes(server.pid) - before) / identities.length;

  // Within half a minute the server clears up after their arrival; that is no work that idle visitors make.
  if (hold) await seconds(CLEARING_UP);
  const from = processorMicroseconds(server.pid);
  await seconds(hold);
  return { kilobytes, before, processorPercent: hold && (processorMicroseconds(server.pid) - from) / hold / 1e4 };
}
