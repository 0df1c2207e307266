import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPlugin } from '../plugin-new.mjs';

/** What the vendor of docs/write-a-plugin.md would say, if it could translate; everything else comes back as it is. */
const known = new Map([
  ['Bonjour, le canapé Loch existe-t-il en velours vert ?', 'Hello, is the Loch sofa available in green velvet?'],
  ['Et combien de temps faut-il pour le livrer à Lyon ?', 'And how long does it take to deliver it to Lyon?'],
  ['Yes, in three greens. Shall I send you samples?', 'Oui, en trois verts. Voulez-vous que je vous envoie des échantillons ?'],
]);

/** A plugin as `npm run plugin:new` makes it, and the vendor that it talks to, on this machine. */
export async function startVendor() {
  const folder = mkdtempSync(join(tmpdir(), 'parlour-pictures-plugins-'));
  await newPlugin('translate-acme', folder);
  const server = createServer(async (request, response) => {
    const question = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const texts = (question.texts ?? []).map((text) => known.get(text) ?? text);
    const answer = request.url === '/languages' ? { languages: ['de', 'en', 'fr'] } : { texts };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, url: `http://127.0.0.1:${server.address().port}`, stop };
}
