import { declarationOf } from '../../src/data-map/personal';
import { Database } from '../../src/database/database';
import { startApp, type RunningApp } from '../kit/app';
import { rowsOf } from '../kit/rows';
import { ServerProcess } from '../kit/server-process';

/** What P3 says of an account holds from the first one on, which comes with its company; the two are kept apart. */
describe('V3 the first account', () => {
  it('is asked for a name, an address, a password and a company, and the password is in no file', async () => {
    const server = await ServerProcess.start();
    try {
      const { owner } = await server.setUp();
      expect((await owner.get('/settings/workspace')).text).toContain('Alder');
      const agents = (await owner.get('/settings/agents')).text;
      expect(agents).toContain('Olu');
      expect(agents).toContain('olu@alder.example');
      expect(agents).not.toContain('a good long sentence');
    } finally {
      await server.remove();
    }
  }, 60_000);

  it('stands in tables whose every column is declared, and its company is no person’s data', async () => {
    const server: RunningApp = await startApp();
    try {
      for (const name of ['Account', 'Workspace', 'Member', 'Session', 'Invitation']) {
        const entity = server.app.get(Database).entities.find((one) => one.name === name)!;
        for (const { propertyName } of entity.columns)
          expect([name, propertyName, declarationOf(entity.target as object, propertyName)]).toEqual([
            name,
            propertyName,
            expect.anything(),
          ]);
      }
      expect(await rowsOf(server, 'SELECT id FROM account')).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
