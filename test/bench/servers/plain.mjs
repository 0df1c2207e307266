/** What the bare servers share: two doors (`/visitor`, `/agent`), one tiny protocol, and an end together with the bench that started them. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** Calls `onMessage(visitor, { id, body })` for every message.send; `agents` is the live set of sockets that watch. */
export function listen(onMessage) {
  const agents = new Set();
  let visitors = 0;
  const server = createServer((_request, response) => response.end('ok'));
  const sockets = new WebSocketServer({ server, maxPayload: 65536, perMessageDeflate: false });

  sockets.on('connection', (socket, request) => {
    socket.on('error', () => socket.terminate());
    if (request.url === '/agent') {
      agents.add(socket);
      socket.on('close', () => agents.delete(socket));
      return;
    }
    const visitor = { number: ++visitors, messages: 0, socket };
    socket.on('message', (text) => {
      const { event, data } = JSON.parse(text);
      if (event === 'message.send') onMessage(visitor, data);
    });
  });

  process.on('disconnect', () => process.exit());
  server.listen(Number(process.env.PORT), '127.0.0.1');
  return agents;
}

export const sent = (id, seq) => `{"event":"message.sent","data":{"id":${JSON.stringify(id)},"seq":${seq}}}`;

export const posted = (conversation, id, seq, body) =>
  JSON.stringify({ event: 'message.posted', data: { id, conversation, seq, body } });
