/** Visitors with a past: each writes `messages` messages. Returns who they are, to come back as. */
import { inTurns, Visitor } from '../drivers/load.mjs';

export default function prepare({ server, visitors, messages }) {
  return inTurns(Array(visitors).fill(), 50, async () => {
    const visitor = await Visitor.open(server);
    for (let written = 0; written < messages; written++) await visitor.writeAndWait();
    visitor.close();
    return visitor.identity;
  });
}
