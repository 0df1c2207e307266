import { PluginsService } from '../../../src/plugin-host/plugins.service';
import { PluginProcesses } from '../../../src/plugin-host/process/plugin-processes';
import type { PluginFailure } from '../../../src/plugin-host/plugin-host.types';
import { startApp, type RunningApp } from '../../kit/app';
import { PluginsFolder, translatorOf } from '../../kit/plugin-bench';
import { enablePlugin } from '../../kit/plugins';
import { rowsOf } from '../../kit/rows';
import { Shop } from '../../kit/shop';
import { until } from '../../kit/until';

const id = 'translate-moody';
const folder = new PluginsFolder();
let server: RunningApp;
let shop: Shop;
let workspaceId: string;
let visitorId: string;

beforeAll(async () => {
  const script = translatorOf(
    'if (texts[0] === "loop") for (;;); if (texts[0] === "fail") throw new Error("Ana’s secret"); return { texts: [texts[0].toUpperCase()] };',
  );
  folder.write(id, script);
  server = await startApp({ env: { PLUGINS_DIR: folder.path } });
  shop = await Shop.open(server);
  [{ workspaceId }] = await rowsOf<{ workspaceId: string }>(server, 'SELECT id AS "workspaceId" FROM workspace');
  await (await shop.visitor()).say('Hello');
  [{ visitorId }] = await rowsOf<{ visitorId: string }>(server, 'SELECT id AS "visitorId" FROM visitor');
  await enablePlugin(server, workspaceId, id);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const translate = async (text: string, deadlineMillis?: number) => {
  const plugins = server.app.get(PluginsService, { strict: false });
  const [plugin] = await plugins.providing(workspaceId, 'translator');
  const argument = (fields: Record<string, unknown>) => ({ texts: [String(fields['message.body'])], to: 'de' });
  return plugins.call(plugin, 'translator', 'translate', {
    about: [{ kind: 'visitor', id: visitorId }],
    fields: { 'message.body': text },
    argument,
    deadlineMillis,
  });
};
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: PluginFailure) => error,
  );
const written = async () => {
  const [{ trouble }] = await rowsOf<{ trouble: string | null }>(
    server,
    'SELECT trouble FROM plugin_enablement WHERE plugin_id = ?',
    [id],
  );
  return trouble;
};
const told = () => server.events.filter(({ name }) => name === 'plugin.changed').length;

it('what goes wrong stands beside the plugin and is told once, never in the plugin’s own words', async () => {
  expect(await translate('hello')).toEqual({ texts: ['HELLO'] });
  for (let time = 0; time < 3; time++) await failure(translate('fail'));
  await until('the trouble is written', async () => (await written()) === 'error');
  expect(told()).toBe(1);
  expect(JSON.stringify(await rowsOf(server, 'SELECT * FROM plugin_enablement'))).not.toContain('secret');
  expect(server.events.find(({ name }) => name === 'plugin.changed')?.event).toEqual({ workspaceId, pluginId: id });
});

it('and is gone after the next success', async () => {
  expect(await translate('hello')).toEqual({ texts: ['HELLO'] });
  await until('the trouble is gone', async () => (await written()) === null);
  expect(told()).toBe(2);
});

it('people write to each other while a plugin loops, and nothing is lost', async () => {
  const looping = failure(translate('loop', 1500));
  const ana = await shop.visitor();
  const { conversation } = await ana.say('Where is my order?');
  for (let count = 0; count < 20; count++) await ana.say(`Still ${count}`);
  expect(
    await rowsOf(server, "SELECT id FROM message WHERE conversation_id = ? AND kind <> 'event'", [conversation]),
  ).toHaveLength(21);
  expect(await looping).toMatchObject({ trouble: 'deadline' });
  await until('the trouble is written', async () => (await written()) === 'deadline');
  expect(await translate('hello')).toEqual({ texts: ['HELLO'] });
  expect(server.app.get(PluginProcesses, { strict: false }).stateOf(workspaceId, id).state).toBe('running');
});
