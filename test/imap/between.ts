import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from '../kit/until';

/** Stands between a client and a server in the clear: it can change what the server says, and cut everything off. */
export class Between {
  private readonly sockets = new Set<Socket>();
  private said = '';

  private constructor(private readonly server: Server) {}

  static async open(port: number, change = (text: string) => text): Promise<Between> {
    const server = createServer((client) => {
      const real = connect(port, '127.0.0.1');
      for (const socket of [client, real]) {
        own.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => [client, real].forEach((one) => one.destroy()));
      }
      client.on('data', (chunk: Buffer) => {
        own.said += chunk.toString('latin1');
        real.write(chunk);
      });
      real.on('data', (chunk: Buffer) => client.write(change(chunk.toString('latin1')), 'latin1'));
    });
    const own = new Between(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Settles when the client of the connection that is open has said a word. */
  heard(word: string): Promise<void> {
    return until(`the client said ${word}`, () => this.said.includes(word));
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    this.said = '';
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
