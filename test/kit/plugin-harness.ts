import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { Clock } from '../../src/common/clock';
import { readSettings } from '../../src/config/settings';
import type { Database } from '../../src/database/database';
import { entities } from '../../src/entities';
import type { Call, Capabilities, Capability, Manifest } from '../../src/plugin-api';
import { ruleProblems, shapeProblems } from '../../src/plugin-host/discovery/manifest-rules';
import { filledNetwork, filledRecipient } from '../../src/plugin-host/enablement/placeholders';
import { FieldCatalogue } from '../../src/plugin-host/firewall/field-catalogue';
import type { EnabledPlugin, Trouble } from '../../src/plugin-host/plugin-host.types';
import { rulesOf } from '../../src/plugin-host/process/methods';
import { PluginProcesses, type PluginState } from '../../src/plugin-host/process/plugin-processes';
import type { TroubleLog } from '../../src/plugin-host/process/trouble-log';

const root = join(__dirname, '../..');

export interface HostOptions {
  /** What an owner would type; functions are asked when the plugin is first called (a vendor's address is known only then). */
  settings?: EnabledPlugin['settings'] | (() => EnabledPlugin['settings']);
  /** Addresses of the private network that it may reach; this machine, where fake vendors live, unless told otherwise. */
  privateNetwork?: string;
}

/** A plugin behind the real host: a process of its own, the guard before every socket, deadlines and limits. */
export interface HostedPlugin {
  /** What discovery has against it; nothing for a plugin that a server would offer. */
  problems(): string[];
  /** A capability whose every call goes through the host: give it to the contract suite. */
  capability<C extends Capability>(name: C): Capabilities[C];
  /** What the host noted of it, in order: `host` for a host that it did not declare, and so on. */
  troubles: (Trouble | null)[];
  state(): PluginState;
}

/**
 * Hosts a plugin for the tests of a file: one of `plugins/`, by its id, which is built first, or any folder with `plugin.json`.
 *
 * ```ts
 * const hosted = hostPlugin('translate-acme', { settings: () => ({ address: vendor.url, key: 'secret' }) });
 * translatorContract(() => hosted.capability('translator'), vendor);
 * ```
 */
export function hostPlugin(idOrFolder: string, { settings = {}, privateNetwork = '127.0.0.1' }: HostOptions = {}): HostedPlugin {
  const troubles: (Trouble | null)[] = [];
  const write = (_workspaceId: string, _pluginId: string, trouble: Trouble | null) => void troubles.push(trouble);
  const log = { write, settled: () => Promise.resolve() } as unknown as TroubleLog;
  const env = { NODE_ENV: 'test', PLUGIN_PRIVATE_NETWORK: privateNetwork };
  const processes = new PluginProcesses(readSettings(env), new Clock(), log);
  // The suites make a plugin fail again and again: here it need not rest.
  processes.limits.failures = Infinity;
  const { folder, remove } = folderOf(idOrFolder);
  afterAll(async () => {
    await processes.beforeApplicationShutdown();
    remove();
  });
  let enabled: EnabledPlugin | undefined;
  const plugin = () => (enabled ??= enable(folder, typeof settings === 'function' ? settings() : settings));
  return {
    problems: () => problemsOf(folder),
    capability: (name) => throughTheHost(processes, plugin, name),
    troubles,
    state: () => processes.stateOf(plugin().workspaceId, plugin().id),
  };
}

function folderOf(idOrFolder: string): { folder: string; remove: () => void } {
  if (existsSync(join(idOrFolder, 'plugin.json'))) return { folder: realpathSync(idOrFolder), remove: () => undefined };
  const built = realpathSync(mkdtempSync(join(tmpdir(), 'parlour-built-')));
  execFileSync(process.execPath, [join(root, 'scripts/build-plugins.mjs'), built, idOrFolder], { cwd: root });
  return { folder: join(built, idOrFolder), remove: () => rmSync(built, { recursive: true, force: true }) };
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8'));

function enable(folder: string, settings: EnabledPlugin['settings']): EnabledPlugin {
  const manifest = manifestIn(folder);
  const defaults = Object.entries(manifest.settings.properties).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const filled = { ...Object.fromEntries(defaults), ...settings };
  const { country } = manifest.privacy;
  const told = { network: filledNetwork(manifest, filled), recipient: filledRecipient(manifest, filled) };
  return { workspaceId: 'w1', id: manifest.id, folder, manifest, settings: filled, country, ...told };
}

function problemsOf(folder: string): string[] {
  const manifest: unknown = manifestIn(folder);
  const problems = shapeProblems(manifest);
  if (problems.length) return problems;
  const fields = new FieldCatalogue({ entities: entities.map(columnsOf) } as unknown as Database);
  return ruleProblems(manifest as Manifest, folder, basename(folder), (field) => fields.isKnown(field));
}

const columnsOf = (target: (typeof entities)[number]) => ({
  name: target.name,
  target,
  columns: getMetadataArgsStorage().columns.filter((column) => column.target === target),
});

/** Calls with their own identifiers and deadlines, as the server makes them; an abort lets go of the answer. */
function throughTheHost<C extends Capability>(processes: PluginProcesses, plugin: () => EnabledPlugin, capability: C) {
  const invoke = (method: string) => {
    const isBare = rulesOf(capability, method).bare;
    return (...given: unknown[]) => {
      const [argument, call] = (isBare ? [undefined, given[0]] : given) as [unknown, Call | undefined];
      const request = { callId: call?.id ?? randomUUID(), capability, method, argument, signal: call?.signal };
      if (method === 'write') return allOrAborted(processes.stream(plugin(), request), call?.signal);
      return untilAborted(() => processes.call(plugin(), request), call?.signal);
    };
  };
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : invoke(String(name))) }) as Capabilities[C];
}

/** To whoever aborted, the host ends a stream without a word; a suite wants to know that it is not whole. */
async function* allOrAborted<Piece>(pieces: AsyncIterable<Piece>, signal: AbortSignal | undefined): AsyncGenerator<Piece> {
  yield* pieces;
  signal?.throwIfAborted();
}

function untilAborted<Answer>(work: () => Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (!signal) return work();
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new Error('The call was aborted.'));
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    void work().then(resolve, reject);
  });
}
