/** The floor for latency, memory and connections: passes every message on to the agents, stores nothing. */
import { listen, posted, sent } from './plain.mjs';

const agents = listen((visitor, { id, body }) => {
  const seq = ++visitor.messages;
  const frame = posted(visitor.number, id, seq, body);
  for (const agent of agents) agent.send(frame);
  visitor.socket.send(sent(id, seq));
});
