import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manifest } from '../../src/plugin-api';
import { EnablementChanges } from '../../src/plugin-host/enablement/enablement-changes.service';
import type { RunningApp } from './app';
import { PluginsFolder, soundManifest } from './plugin-bench';
import type { Shop } from './shop';
import { until } from './until';
import { enablePlugin } from './plugins';

/** A spy is a process of its own, and has to wait its turn on a busy machine. */
jest.setTimeout(120_000);

/** What a spy's vendor was told: the capability's method, and its argument. */
export interface Told {
  method: string;
  callId: string;
  argument: Record<string, unknown> & {
    fields?: Record<string, unknown>;
    ids?: Record<string, string>;
    name?: string;
    id?: string;
  };
}
/** What the vendor answers: the plugin returns `value`, or fails for now or for good, or dies. */
export interface Reply {
  value?: unknown;
  fails?: 'now' | 'for good';
  /** The word for it, which is kept. */
  code?: string;
  dies?: true;
}

/** Hands everything it gets to its vendor, and does as it is told. */
const script = `
module.exports = ({ settings }) => {
async function tell(method, argument, { id }) {
  const answer = await fetch(settings.vendor, { method: 'POST', body: JSON.stringify({ method, argument, callId: id }) });
  const reply = await answer.json();
  if (reply.dies) process.exit(1);
  if (reply.fails) throw Object.assign(new Error('no'), { name: 'PluginError', retry: reply.fails === 'now', code: reply.code });
  return reply.value;
}
const all = (...methods) => Object.fromEntries(methods.map((method) => [method, (argument, call) => tell(method, argument, call)]));
return {
  eventHandler: all('handle'),
  analyticsSink: all('track', 'check'),
  scheduledJob: all('run'),
  cardProvider: all('card', 'press'),
  composerAction: { list: (call) => tell('list', {}, call), ...all('run') },
  locationEstimator: all('estimate'),
  personalData: all('export', 'erase', 'rectify', 'restrict'),
};
};
`;

/** A plugin with a vendor on this machine that remembers what it was told. Start the server with {@link Spy.env}. */
export class Spy {
  readonly told: Told[] = [];
  /** Asked for every call, after it was remembered. */
  reply: (told: Told) => Reply | Promise<Reply> = () => ({});

  private constructor(
    private readonly server: Server,
    private readonly folder: PluginsFolder,
    private readonly port: number,
  ) {}

  static async open(): Promise<Spy> {
    const made: { spy?: Spy } = {};
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const told = JSON.parse(Buffer.concat(chunks).toString()) as Told;
        made.spy!.told.push(told);
        void Promise.resolve(made.spy!.reply(told)).then((reply) => response.end(JSON.stringify(reply)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const spy = (made.spy = new Spy(server, new PluginsFolder(), (server.address() as AddressInfo).port));
    return spy;
  }

  get env(): Record<string, string> {
    return { PLUGINS_DIR: this.folder.path, PLUGIN_PRIVATE_NETWORK: '127.0.0.1' };
  }

  /** The settings that its plugins need. */
  get settings(): { vendor: string } {
    return { vendor: `http://127.0.0.1:${this.port}/` };
  }

  /** Writes a plugin of this spy; before the server starts. */
  plugin(
    id: string,
    { privacy, ...more }: Partial<Omit<Manifest, 'privacy'>> & { privacy?: Partial<Manifest['privacy']> } = {},
  ): Manifest {
    return this.folder.write(id, script, {
      provides: ['eventHandler'],
      events: ['conversation.opened', 'message.posted', 'message.deleted', 'conversation.closed', 'visitor.changed'],
      network: ['{vendor}'],
      settings: { type: 'object', properties: { vendor: { type: 'string', title: 'Vendor' } }, required: ['vendor'] },
      ...more,
      privacy: { ...soundManifest.privacy, kind: 'support', fields: ['visitor.email', 'message.body'], ...privacy },
    });
  }

  /** The owner of a shop enables it. */
  async enable(server: RunningApp, shop: Shop, pluginId: string): Promise<void> {
    await enablePlugin(server, shop.workspaceId, pluginId, this.settings);
  }

  async disable({ app }: RunningApp, shop: Shop, pluginId: string): Promise<void> {
    await app.get(EnablementChanges, { strict: false }).disable(shop.as('Olu'), pluginId);
  }

  /** Waits until somebody told it of this text. */
  async heard(text: string): Promise<void> {
    await until(`the spy hears "${text}"`, () => JSON.stringify(this.told).includes(text));
  }

  /** What was told of events, as their names. */
  events(plugin?: (told: Told) => boolean): string[] {
    return this.told
      .filter(({ method }) => method === 'handle')
      .filter(plugin ?? (() => true))
      .map(({ argument }) => argument.name!);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.folder.remove();
  }
}
