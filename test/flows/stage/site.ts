import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A company's own website, on an origin of its own and as strict as websites get: scripts and connections by name only. */
export class Site {
  private readonly pages: Server;

  private constructor(server: string, key: string) {
    const policy = `default-src 'none'; script-src ${server}; connect-src ${server} ${server.replace('http', 'ws')}`;
    this.pages = createServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
      response.end(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Alder ${request.url}</title>
        <main><h1>Tables</h1><a href="/chairs">Chairs</a></main><script async src="${server}/widget.js" data-website="${key}"></script></html>`);
    });
  }

  static async open(server: string, key: string): Promise<Site> {
    const site = new Site(server, key);
    await new Promise<void>((done) => site.pages.listen(0, '127.0.0.1', done));
    return site;
  }

  address(path = '/'): string {
    return `http://127.0.0.1:${(this.pages.address() as AddressInfo).port}${path}`;
  }

  close(): void {
    this.pages.closeAllConnections();
    this.pages.close();
  }
}
