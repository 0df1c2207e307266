import { Measures } from '../../src/privacy/papers/measures.service';
import { PaperContexts } from '../../src/privacy/papers/paper-context.service';
import { startApp, type RunningApp } from '../kit/app';
import { Shop } from '../kit/shop';

/** The measures of security are those that are switched on: whoever reads them reads the server that runs. */
describe('V19 the measures of security', () => {
  let server: RunningApp;
  let shop: Shop;
  beforeAll(async () => {
    server = await startApp();
    shop = await Shop.open(server);
  });
  afterAll(() => server.stop());

  const rows = async (): Promise<string[][]> => {
    const context = await server.app.get(PaperContexts, { strict: false }).of(shop.workspaceId);
    return (await server.app.get(Measures, { strict: false }).sections(context)).flatMap(({ table }) => table?.rows ?? []);
  };
  const state = async (words: string) => (await rows()).find(([measure]) => measure.includes(words))?.[1];

  it('say that connections are encrypted only where they are', async () => {
    expect(await state('https')).toBe('Off');
    const settings = server.settings as { PUBLIC_URL?: string };
    settings.PUBLIC_URL = 'https://chat.example.com';
    expect(await state('https')).toBe('On');
    settings.PUBLIC_URL = 'http://chat.example.com';
    expect(await state('https')).toBe('Off');
    settings.PUBLIC_URL = undefined;
  });

  it('name the version of Node that keeps plugins apart', async () => {
    expect(await state(`Node ${process.versions.node}`)).toBe('On');
  });

  it('are a page and a file for those who manage the workspace, and nobody else', async () => {
    const olu = await shop.browser('Olu');
    expect((await olu.get('/privacy/papers/measures')).text).toContain('What this cannot promise');
    expect((await (await shop.browser('Ben')).get('/privacy/papers/measures')).status).toBe(403);
  });
});
