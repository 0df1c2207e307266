/** How Parlour is spoken to: docs/protocol.md for visitors, the inbox's own socket for agents. */
import { Agent, request } from 'node:http';

const connections = new Agent({ keepAlive: true, maxSockets: 16 });

/** A visitor's token. It makes nothing on the server; the first message does. */
export async function identify({ port, website }) {
  const { status, text } = await post(port, '/widget/v1/visitors', { website });
  if (status !== 201) throw new Error(`No visitor token (${status}): ${text}`);
  return JSON.parse(text).token;
}

export const visitorDoor = (_server, token) => ({
  path: '/widget/v1/socket',
  headers: { 'Sec-WebSocket-Protocol': `parlour.v1, token.${token}` },
});

/** Agents take turns with the accounts that the seed has made. */
export const agentDoor = ({ port, cookies }, number) => ({
  path: '/inbox/socket',
  headers: { Cookie: cookies[number % cookies.length], Origin: `http://127.0.0.1:${port}` },
});

export const resume = (after) => JSON.stringify({ event: 'conversation.resume', data: after === undefined ? {} : { after } });

export const watch = JSON.stringify({ event: 'inbox.watch', data: { all: true } });

/** An agent's frame is HTML inside JSON and may carry several messages; each stands there as one element of its own. */
export const postedIds = /\bid=\\"message-([\w-]+)\\"/g;

function post(port, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const outgoing = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: connections }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}
