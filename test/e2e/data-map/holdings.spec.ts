import { holdingsOf, notHeldBecause } from '../../../src/data-map/held-of';
import { declarationOf } from '../../../src/data-map/personal';
import { Database } from '../../../src/database/database';
import { DataMap } from '../../../src/privacy/data-map/data-map.service';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

const entities = () => server.app.get(Database).entities;
const map = () => server.app.get(DataMap);

/** A column that can name a person, or a thread, which is somebody's. */
const namesSomebody =
  /^(visitor|account|subject|conversation|author|uploader|assignee|owner|person|member|actor)Id$|^(target|lane)$|By$/;
/** And one that says so. */
const saysSo = /^reference to (a visitor|a person|an account|the (author|actor|uploader))|^conversation$/;

it('every entity says whose its rows are, or why they are nobody’s; never both', () => {
  const unclear = entities().filter(({ target }) => {
    const held = holdingsOf(target as object).length > 0;
    return held === Boolean(notHeldBecause(target as object));
  });
  expect(entities().length).toBeGreaterThan(40);
  expect(unclear.map(({ name }) => name)).toEqual([]);
});

it('every column that names somebody is a way to find what is held of them', () => {
  const ways = entities().flatMap(({ name, target, columns }) =>
    columns
      .map(({ propertyName }) => ({ property: propertyName, declaration: declarationOf(target as object, propertyName) }))
      .filter(
        ({ property, declaration }) =>
          namesSomebody.test(property) || (declaration?.personal === false && saysSo.test(declaration.reason)),
      )
      .map(({ property }) => property)
      .map((property) => ({ column: `${name}.${property}`, by: holdingsOf(target as object).map(({ by }) => by), property })),
  );
  expect(ways.length).toBeGreaterThan(20);
  expect(ways.filter(({ by, property }) => !by.includes(property)).map(({ column }) => column)).toEqual([]);
});

it('every column that is somebody’s is in a record that is held of them, or of whoever they talk with', () => {
  const orphans = map().kinds.filter(({ columns, holdings }) => {
    const personal = columns.some(({ declaration }) => declaration.personal);
    return personal && !holdings.length;
  });
  expect(orphans.map(({ name }) => name)).toEqual([]);
});

it('names only properties and entities that there are', () => {
  for (const kind of map().kinds)
    for (const holding of kind.holdings) {
      const properties = kind.columns.map(({ property }) => property);
      const named = [holding.by, ...Object.keys(holding.where ?? {}), ...(holding.erased === 'unlinked' ? holding.empties : [])];
      expect({ kind: kind.name, missing: named.filter((property) => !properties.includes(property)) }).toEqual({
        kind: kind.name,
        missing: [],
      });
      if (holding.through)
        expect(
          map()
            .kind(holding.through)
            .holdings.some(({ subject }) => subject === holding.subject),
        ).toBe(true);
    }
});

it('what is only unlinked or kept holds no words and no address of the person', () => {
  const left = (['visitor', 'account'] as const).flatMap((subject) =>
    map()
      .heldOf(subject)
      .flatMap((kind) => {
        const [holding] = kind.holdings.filter((one) => one.subject === subject && one.erased !== 'deleted');
        const empties: readonly string[] = holding?.erased === 'unlinked' ? holding.empties : [];
        return kind.columns
          .filter(({ property }) => holding && !empties.includes(property))
          .filter(({ declaration }) => declaration.personal && declaration.subject === subject)
          .filter(({ declaration }) => declaration.personal && !['activity', 'technical'].includes(declaration.category))
          .map(({ property }) => `${subject}: ${kind.name}.${property}`);
      }),
  );
  expect(left).toEqual([]);
});

it('takes what hangs on a row before the row, and the person last', () => {
  const names = map()
    .heldOf('visitor')
    .map(({ name }) => name);
  for (const part of ['Message', 'Attachment', 'Translation', 'FollowUp', 'Mail'])
    expect(names.indexOf(part)).toBeLessThan(names.indexOf('Conversation'));
  expect(names.indexOf('OutboxJob')).toBe(0);
  expect(names.at(-1)).toBe('Visitor');
});
