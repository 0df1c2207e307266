import { Database } from '../../../src/database/database';
import { PluginCatalogue } from '../../../src/plugin-host/discovery/plugin-catalogue';
import { EnablementChanges, type Decision } from '../../../src/plugin-host/enablement/enablement-changes.service';
import { EnablementsService } from '../../../src/plugin-host/enablement/enablements.service';
import { sheetHash } from '../../../src/plugin-host/enablement/sheet';
import { PluginEnablement } from '../../../src/plugin-host/plugin-enablement.entity';
import type { FoundPlugin } from '../../../src/plugin-host/plugin-host.types';
import { PluginProcesses } from '../../../src/plugin-host/process/plugin-processes';
import { WorkspacesService } from '../../../src/workspaces/workspaces.service';
import { startApp, type RunningApp } from '../../kit/app';
import { enablePlugin, manifestOf, ownerOf } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';

const key = 'hawthorn-key-of-the-vendor';
const translator = manifestOf({
  id: 'translate-vendor',
  name: 'Vendor',
  provides: ['translator'],
  network: ['{url}', 'api.vendor.example'],
  settings: {
    type: 'object',
    properties: {
      url: { type: 'string', title: 'Address', format: 'uri' },
      apiKey: { type: 'string', title: 'Key', secret: true },
      formal: { type: 'boolean', title: 'Formal', default: false },
      timeout: { type: 'integer', title: 'Timeout', minimum: 1, maximum: 30, default: 5 },
    },
    required: ['url'],
  },
  privacy: { recipient: 'Vendor of {operator}', fields: ['message.body'] },
});
const american = manifestOf({
  id: 'translate-us',
  privacy: { recipient: 'Vendor Inc.', country: 'US', fields: ['message.body'] },
});
const found = (manifest: FoundPlugin['manifest'], problems: string[] = []): FoundPlugin => {
  return { id: manifest!.id, folder: '/nowhere', origin: 'bundled', manifest, problems };
};

let server: RunningApp;
let shop: Shop;
let plugins: FoundPlugin[];

beforeAll(async () => {
  server = await startApp();
  jest.spyOn(server.app.get(PluginCatalogue, { strict: false }), 'list').mockImplementation(() => plugins);
});
afterAll(() => server.stop());
beforeEach(async () => {
  plugins = [found(translator), found(american), found(manifestOf({ id: 'broken' }), ['plugin.json: "engine" is missing'])];
  shop = await Shop.open(server, `Alder${Math.random().toString(36).slice(2)}`);
});

const service = <T>(type: abstract new (...args: never[]) => T): T => server.app.get(type, { strict: false });
const enabled = async () => (await service(EnablementsService).of(shop.workspaceId)).map(({ id }) => id);
const settings = { url: 'https://translate.example:8443/api', apiKey: key };
const enable = async (id: string, decision: Partial<Decision>) =>
  service(EnablementChanges).enable(await ownerOf(server, shop.workspaceId), id, { settings: {}, ...decision });
const audit = () =>
  rowsOf<{ action: string; account_id: string; details: string }>(
    server,
    "SELECT action, account_id, details FROM audit_entry WHERE workspace_id = ? AND action LIKE 'plugin.%' ORDER BY id",
    [shop.workspaceId],
  );

describe('enabling', () => {
  it('gives rooms the plugin with its settings opened, defaults and hosts filled in', async () => {
    expect(await enabled()).toEqual([]);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings, 'DE');
    const [plugin] = await service(EnablementsService).of(shop.workspaceId);
    expect(plugin).toMatchObject({
      workspaceId: shop.workspaceId,
      id: 'translate-vendor',
      settings: { ...settings, formal: false, timeout: 5 },
      country: 'DE',
      recipient: 'Vendor of',
      network: ['translate.example:8443', 'api.vendor.example:443', 'api.vendor.example:80'],
    });
  });

  it('is an audit entry with the names of settings, and never their values', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings, 'DE');
    const [entry] = await audit();
    expect(entry).toMatchObject({ action: 'plugin.enabled', account_id: shop.as('Olu').account.id });
    expect(JSON.parse(entry.details)).toEqual({ settings: ['apiKey', 'formal', 'timeout', 'url'], country: 'DE' });
    expect(entry.details).not.toContain('hawthorn');
    expect(entry.details).not.toContain('translate.example');
  });

  it('keeps secrets sealed: they stand nowhere in the database', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    const [row] = await rowsOf<{ settings: string }>(server, 'SELECT settings FROM plugin_enablement WHERE workspace_id = ?', [
      shop.workspaceId,
    ]);
    expect(row.settings).toContain('translate.example');
    expect(row.settings).not.toContain('hawthorn');
    expect(JSON.stringify(server.events)).not.toContain('hawthorn');
  });

  it('is for one workspace and no other', async () => {
    const other = await Shop.open(server, `Birch${Math.random().toString(36).slice(2)}`);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    expect(await service(EnablementsService).of(other.workspaceId)).toEqual([]);
  });

  it.each([
    ['the sheet was not read', 'translate-vendor', { settings, country: 'PT' }, 'plugin.sheet_unread'],
    ['an older sheet was read', 'translate-vendor', { settings, country: 'PT', sheet: 'a'.repeat(64) }, 'plugin.sheet_unread'],
    ['it is broken', 'broken', {}, 'plugin.broken'],
    ['there is none', 'nothing', {}, 'plugin.not_found'],
    ['nobody says where the recipient is', 'translate-vendor', { settings, sheet: sheetHash(translator) }, 'request.invalid'],
    ['the country is none', 'translate-vendor', { settings, sheet: sheetHash(translator), country: 'EU' }, 'request.invalid'],
    ['a setting is missing', 'translate-vendor', { sheet: sheetHash(translator), country: 'PT' }, 'request.invalid'],
  ])('is refused if %s', async (_why, id, decision, code) => {
    await expect(enable(id, decision)).rejects.toMatchObject({ code });
    expect(await enabled()).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  it('says everything that is wrong with settings at once, beside the fields', async () => {
    const wrong = { url: 'javascript:alert(1)', timeout: 31, formal: 'perhaps', more: 'x' };
    const refused = enable('translate-vendor', { sheet: sheetHash(translator), country: 'PT', settings: wrong });
    await expect(refused).rejects.toMatchObject({
      details: {
        fields: {
          'setting.url': 'Write an address like https://example.com.',
          'setting.timeout': 'At most 30 is possible.',
          'setting.formal': 'Choose yes or no.',
          'setting.more': 'There is no such field.',
        },
      },
    });
  });
});

describe('regions', () => {
  const allow = (regions: string[]) => service(WorkspacesService).allowRegions(shop.as('Olu'), regions);

  it('refuse a recipient outside of them', async () => {
    await allow(['EEA']);
    await expect(enable('translate-us', { sheet: sheetHash(american) })).rejects.toMatchObject({ code: 'plugin.region' });
    await expect(enable('translate-vendor', { sheet: sheetHash(translator), settings, country: 'US' })).rejects.toMatchObject({
      code: 'plugin.region',
    });
    expect(await enabled()).toEqual([]);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings, 'IS');
    expect(await enabled()).toEqual(['translate-vendor']);
  });

  it('stop a plugin at once when they grow narrower', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-us');
    expect(await enabled()).toEqual(['translate-us']);
    await allow(['EEA', 'ADEQUATE']);
    expect(await enabled()).toEqual([]);
    await allow(['PT', 'US']);
    expect(await enabled()).toEqual(['translate-us']);
  });
});

describe('afterwards', () => {
  it('changes settings, and keeps a secret that is left empty', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    const owner = await ownerOf(server, shop.workspaceId);
    const stop = jest.spyOn(service(PluginProcesses), 'stop');
    const changed = { url: 'https://other.example', apiKey: '', formal: true };
    await service(EnablementChanges).configure(owner, 'translate-vendor', { settings: changed, country: 'PT' });
    const [plugin] = await service(EnablementsService).of(shop.workspaceId);
    expect(plugin.settings).toEqual({ url: 'https://other.example', apiKey: key, formal: true, timeout: 5 });
    expect(stop).toHaveBeenCalledWith(shop.workspaceId, 'translate-vendor');
    expect(JSON.parse((await audit())[1].details)).toEqual({ settings: ['formal', 'url'], country: 'PT' });
  });

  it('waits for its owner if a new version declares anything else', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    const asksMore = {
      ...translator,
      version: '2.0.0',
      privacy: { ...translator.privacy, fields: ['message.body', 'visitor.email'] },
    };
    plugins = [found(asksMore)];
    service(EnablementsService)['known'].clear();
    expect(await enabled()).toEqual([]);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', { url: settings.url });
    const [plugin] = await service(EnablementsService).of(shop.workspaceId);
    expect(plugin.manifest.version).toBe('2.0.0');
    expect(plugin.settings.apiKey).toBe(key);
  });

  it('goes on if a new version declares the same', async () => {
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    plugins = [found({ ...translator, version: '1.1.0', description: 'Better' })];
    service(EnablementsService)['known'].clear();
    expect(await enabled()).toEqual(['translate-vendor']);
  });

  it('is disabled with its settings kept, then forgotten', async () => {
    const owner = await ownerOf(server, shop.workspaceId);
    const changes = service(EnablementChanges);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    await expect(changes.forget(owner, 'translate-vendor')).rejects.toMatchObject({ code: 'plugin.still_enabled' });
    await changes.disable(owner, 'translate-vendor');
    expect(await enabled()).toEqual([]);
    await expect(changes.disable(owner, 'translate-vendor')).rejects.toMatchObject({ code: 'plugin.not_enabled' });
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', { url: settings.url });
    expect((await service(EnablementsService).of(shop.workspaceId))[0].settings.apiKey).toBe(key);
    await changes.disable(owner, 'translate-vendor');
    await changes.forget(owner, 'translate-vendor');
    expect(await rowsOf(server, 'SELECT * FROM plugin_enablement WHERE workspace_id = ?', [shop.workspaceId])).toEqual([]);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'plugin.enabled',
      'plugin.disabled',
      'plugin.enabled',
      'plugin.disabled',
      'plugin.forgotten',
    ]);
  });

  it('does not run with a secret that somebody moved from another workspace', async () => {
    const other = await Shop.open(server, `Birch${Math.random().toString(36).slice(2)}`);
    await enablePlugin(server, shop.workspaceId, 'translate-vendor', settings);
    await enablePlugin(server, other.workspaceId, 'translate-vendor', { url: settings.url });
    const { settings: sealed } = (
      await rowsOf<{ settings: string }>(server, 'SELECT settings FROM plugin_enablement WHERE workspace_id = ?', [
        shop.workspaceId,
      ])
    )[0];
    await service(Database).transaction((tx) =>
      tx.manager.update(PluginEnablement, { workspaceId: other.workspaceId }, { settings: sealed }),
    );
    service(EnablementsService)['known'].clear();
    expect(await service(EnablementsService).of(other.workspaceId)).toEqual([]);
  });
});
