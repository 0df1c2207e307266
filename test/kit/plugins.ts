import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../../src/common/access';
import type { Manifest } from '../../src/plugin-api';
import { PluginCatalogue } from '../../src/plugin-host/discovery/plugin-catalogue';
import { EnablementChanges } from '../../src/plugin-host/enablement/enablement-changes.service';
import { sheetHash } from '../../src/plugin-host/enablement/sheet';
import { Notices } from '../../src/privacy/notice/notices.service';
import type { RunningApp } from './app';
import type { Browser } from './browser';
import { rowsOf } from './rows';

type PartialManifest = Partial<Omit<Manifest, 'id' | 'privacy'>> & { id: string; privacy?: Partial<Manifest['privacy']> };

/** A whole manifest around the parts that a test is about: by default it receives nothing and reaches nobody. */
export function manifestOf({ privacy, ...parts }: PartialManifest): Manifest {
  return {
    name: parts.id,
    description: 'A plugin made for a test.',
    version: '1.0.0',
    engine: '^1.0',
    provides: ['eventHandler'],
    main: 'index.js',
    settings: { type: 'object', properties: {} },
    events: [],
    network: [],
    ...parts,
    privacy: {
      recipient: null,
      kind: 'support',
      country: null,
      safeguard: 'none needed',
      purpose: 'conversation',
      basis: 'legitimate-interest',
      fields: [],
      cookies: [],
      consent: null,
      retention: 'not at all',
      ...privacy,
    },
  };
}

/** Writes a plugin into a folder for `PLUGINS_DIR`; `script` is CommonJS. @returns the plugin's own folder, absolute */
export function writePlugin(folder: string, manifest: PartialManifest, script = 'exports.default = () => ({});'): string {
  const own = join(folder, manifest.id);
  mkdirSync(own, { recursive: true });
  const whole = manifestOf(manifest);
  writeFileSync(join(own, 'plugin.json'), JSON.stringify(whole, null, 2));
  writeFileSync(join(own, whole.main), script);
  return realpathSync(own);
}

/** An owner reads the sheet, enables a plugin, and publishes the notice that names it. `country` is asked for where the manifest leaves it open: `PT`. */
export async function enablePlugin(
  server: RunningApp,
  workspaceId: string,
  pluginId: string,
  settings: Record<string, string | number | boolean> = {},
  country = 'PT',
): Promise<void> {
  const manifest = server.app.get(PluginCatalogue, { strict: false }).usable(pluginId)?.manifest;
  if (!manifest) throw new Error(`There is no plugin "${pluginId}" that could be enabled.`);
  const changes = server.app.get(EnablementChanges, { strict: false });
  await changes.enable(await ownerOf(server, workspaceId), pluginId, { sheet: sheetHash(manifest), settings, country });
  await publishNotice(server, workspaceId);
}

/** An owner publishes what waits: from then on plugins that the notice names run. */
export async function publishNotice(server: RunningApp, workspaceId: string): Promise<void> {
  const notices = server.app.get(Notices, { strict: false });
  const pending = await notices.pending(workspaceId);
  if (pending) await notices.publish(await ownerOf(server, workspaceId), workspaceId, pending.hash);
}

/** The same, as an owner does it with a browser. */
export async function publishAs(owner: Browser): Promise<void> {
  const [, hash] = /name="hash" value="(\w+)"/.exec((await owner.get('/privacy/notice')).text) ?? [];
  if (!hash) return;
  const { status, text } = await owner.post('/privacy/notice/workspace/publication', { hash });
  if (status !== 303) throw new Error(`${status} ${text.slice(0, 2000)}`);
}

/** The first owner of a workspace, as services know them. */
export async function ownerOf(server: RunningApp, workspaceId: string): Promise<Agent> {
  const sql = `SELECT a.id, a.name, a.email FROM member m JOIN account a ON a.id = m.account_id
    WHERE m.workspace_id = ? AND m.role = 'owner' ORDER BY m.joined_at, a.id`;
  const [account] = await rowsOf<Agent['account']>(server, sql, [workspaceId]);
  return { account, workspaceId, role: 'owner' };
}
