import { CONNECTIONS, Database, type Connections } from '../../../src/database/database';
import { declarationOf } from '../../../src/data-map/personal';
import { startApp, type RunningApp } from '../../kit/app';
import { rowsOf } from '../../kit/rows';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

const entities = () => server.app.get(Database).entities;
const columns = () =>
  entities().flatMap((entity) =>
    entity.columns.map((column) => {
      const name = `${entity.name}.${column.propertyName}`;
      return { name, declaration: declarationOf(entity.target as object, column.propertyName) };
    }),
  );

it('every column says whether it holds personal data', () => {
  expect(columns().length).toBeGreaterThan(100);
  expect(columns().filter(({ declaration }) => !declaration)).toEqual([]);
});

it('what is not personal says why', () => {
  const silent = columns().filter(({ declaration }) => declaration?.personal === false && declaration.reason.length < 3);
  expect(silent).toEqual([]);
});

it('what a website can switch off can be left out', () => {
  const switched = entities().flatMap((entity) =>
    entity.columns.flatMap((column) => {
      const declaration = declarationOf(entity.target as object, column.propertyName);
      const bySwitch = declaration?.personal && declaration.switch;
      // A page view is a row of its own: with the switch off there is none.
      return bySwitch && entity.name !== 'PageView' ? [{ column: `${entity.name}.${column.propertyName}`, column_: column }] : [];
    }),
  );
  expect(switched.map(({ column }) => column).sort()).toEqual(
    ['browser', 'country', 'email', 'language', 'name', 'os'].map((name) => `Visitor.${name}`),
  );
  expect(switched.filter(({ column_ }) => !column_.isNullable)).toEqual([]);
});

it('the entities and the migrations describe the same tables', async () => {
  const { writer } = server.app.get<Connections>(CONNECTIONS, { strict: false });
  // SQLite insists on the name "integer" for a key that counts by itself; it has 64 bits all the same.
  const serials = writer.entityMetadatas.flatMap((entity) => entity.generatedColumns);
  expect(serials.map(({ entityMetadata }) => entityMetadata.name)).toContain('Message');
  if (writer.options.type !== 'postgres') for (const serial of serials) serial.type = 'integer';
  const { upQueries } = await writer.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('every table has an entity, so that nothing is held that nobody declared', async () => {
  const sql = server.settings.DATABASE_URL
    ? "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
    : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  const tables = (await rowsOf<{ name: string }>(server, sql)).map(({ name }) => name);
  const known = [...entities().map((entity) => entity.tableName), 'migration'];
  // The full-text index holds what `message.body` holds, kept by triggers.
  expect(tables.filter((name) => !known.includes(name) && !/^message_search/.test(name))).toEqual([]);
});
