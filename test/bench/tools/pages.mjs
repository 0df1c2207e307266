/** The inbox as an agent's browser asks for it: one connection, kept open, one page after the other. */
import { Agent, get } from 'node:http';

const browser = new Agent({ keepAlive: true, maxSockets: 1 });

/** Resolves with `{ html, milliseconds }`; anything but 200 is an error. */
export function page({ port, cookies }, path) {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { Cookie: cookies[0], Accept: 'text/html' };
    get({ host: '127.0.0.1', port, path, headers, agent: browser }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const milliseconds = performance.now() - from;
        const html = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve({ html, milliseconds });
        else
          reject(
            new Error(`GET ${path} answered ${response.statusCode} ${response.headers.location ?? ''} ${html.slice(0, 300)}`),
          );
      });
    }).on('error', reject);
  });
}

/** Follows rel=next `depth` times, or as far as it goes; returns the last page that has a next one, so that it is a full page. */
export async function deepPath(server, path, depth) {
  let full = path;
  let at = path;
  for (let step = 0; step <= depth; step++) {
    const next = nextPath((await page(server, at)).html);
    if (!next) break;
    full = at;
    at = next;
  }
  return full;
}

function nextPath(html) {
  const tag = html.match(/<(?:a|link)\b[^>]*\brel="next"[^>]*>/)?.[0];
  return tag
    ?.match(/\bhref="([^"]+)"/)?.[1]
    .replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=');
}

/** The conversations that a list page links to. */
export const conversationPaths = (html, list) => [
  ...new Set(Array.from(html.matchAll(/\bhref="([^"?#]+)/g), ([, path]) => path).filter((path) => path.startsWith(`${list}/`))),
];
