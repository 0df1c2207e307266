import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../src/common/clock';
import { readSettings } from '../../src/config/settings';
import type { Manifest } from '../../src/plugin-api';
import type { EnabledPlugin, Trouble } from '../../src/plugin-host/plugin-host.types';
import { PluginProcesses, type ProcessCall } from '../../src/plugin-host/process/plugin-processes';
import type { ProcessLimits } from '../../src/plugin-host/process/process-limits';
import type { TroubleLog } from '../../src/plugin-host/process/trouble-log';

export const soundManifest: Manifest = {
  id: 'translate-test',
  name: 'Test',
  description: 'Translates for tests.',
  version: '1.0.0',
  engine: '^1.0',
  provides: ['translator'],
  main: 'index.js',
  settings: { type: 'object', properties: {} },
  events: [],
  network: [],
  privacy: {
    recipient: 'Test vendor',
    kind: 'translation',
    country: null,
    safeguard: '',
    purpose: 'conversation',
    basis: 'legitimate-interest',
    fields: ['message.body'],
    cookies: [],
    consent: null,
    retention: 'Nothing is kept.',
  },
};

/** A folder of plugins, as `PLUGINS_DIR` names it. */
export class PluginsFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'parlour-plugins-')));

  /** `script` is CommonJS and sets `module.exports` to the factory. */
  write(id: string, script: string, manifest: Partial<Manifest> = {}): Manifest {
    const whole = { ...soundManifest, id, ...manifest };
    mkdirSync(join(this.path, id), { recursive: true });
    writeFileSync(join(this.path, id, 'plugin.json'), JSON.stringify(whole));
    writeFileSync(join(this.path, id, 'index.js'), script);
    return whole;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The real host of processes, with a database left out: what it would write down is in `troubles`. */
export class ProcessBench {
  readonly folder = new PluginsFolder();
  readonly troubles: (Trouble | null)[] = [];
  readonly processes: PluginProcesses;

  constructor(env: Record<string, string> = {}, limits: Partial<ProcessLimits> = {}) {
    const log = {
      write: (_workspaceId: string, _pluginId: string, trouble: Trouble | null) => void this.troubles.push(trouble),
      settled: () => Promise.resolve(),
    };
    this.processes = new PluginProcesses(
      readSettings({ NODE_ENV: 'test', DATA_DIR: this.folder.path, ...env }),
      new Clock(),
      log as unknown as TroubleLog,
    );
    Object.assign(this.processes.limits, limits);
  }

  plugin(id: string, script: string, { network = [], settings = {}, ...manifest }: BenchPlugin = {}): EnabledPlugin {
    const whole = this.folder.write(id, script, manifest);
    const folder = join(this.folder.path, id);
    return { workspaceId: 'w1', id, folder, manifest: whole, settings, country: null, recipient: 'Test vendor', network };
  }

  /** Calls `translator.translate` with one text, unless told otherwise. */
  call(plugin: EnabledPlugin, text = 'Hello', call: Partial<ProcessCall> = {}): Promise<unknown> {
    const argument = { texts: [text], to: 'de' };
    return this.processes.call(plugin, { callId: 'c1', capability: 'translator', method: 'translate', argument, ...call });
  }

  async close(): Promise<void> {
    await this.processes.beforeApplicationShutdown();
    this.folder.remove();
  }
}

type BenchPlugin = Partial<Pick<EnabledPlugin, 'network' | 'settings'>> & Partial<Omit<Manifest, 'network' | 'settings'>>;

/** A translator whose `translate` is `body`, with `texts`, `to` and `call` at hand. */
export const translatorOf = (body: string, before = '') =>
  `${before}\nmodule.exports = (context) => ({ translator: { async translate({ texts, to }, call) { ${body} } } });`;

export const echo = translatorOf('return { texts };');
