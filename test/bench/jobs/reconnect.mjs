/** A storm: everybody comes back at once, and is back when nothing is missing any more. */
import { inTurns, Visitor } from '../drivers/load.mjs';

const ABREAST = 200;

export default async function reconnect({ server, identities, after, missed }) {
  const start = performance.now();
  await inTurns(identities, ABREAST, async (identity) => {
    const visitor = await Visitor.open(server, identity);
    await visitor.resume(server, after, missed);
  });
  return { perSecond: identities.length / ((performance.now() - start) / 1000) };
}
