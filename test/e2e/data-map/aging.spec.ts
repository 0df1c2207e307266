import { agingsOf, endOf } from '../../../src/data-map/ages';
import { DataMap, type RecordKind } from '../../../src/privacy/data-map/data-map.service';
import { lineNames } from '../../../src/privacy/retention/retention-lines';
import { startApp, type RunningApp } from '../../kit/app';

let server: RunningApp;
beforeAll(async () => void (server = await startApp()));
afterAll(() => server.stop());

const map = () => server.app.get(DataMap, { strict: false });

/** It goes with something that grows old. */
const goesWithOther = ({ holdings }: RecordKind): boolean =>
  holdings.some(({ subject, through }) => subject === 'visitor' && through && agingsOf(map().kind(through).entity).length);

it('everything that can be held of visitors grows old, goes with what does, or says when it ends', () => {
  const kinds = map().heldOf('visitor');
  expect(kinds.length).toBeGreaterThan(15);
  const endless = kinds.filter((kind) => !agingsOf(kind.entity).length && !goesWithOther(kind) && !endOf(kind.entity));
  expect(endless.map(({ name }) => name)).toEqual([]);
});

it('every line of the schedule takes something, and what ages is in a line', () => {
  const used = new Set(map().kinds.flatMap(({ entity }) => agingsOf(entity).map(({ line }) => line)));
  expect([...used].sort()).toEqual([...lineNames].sort());
});

it('names only properties and entities that there are, and empties only what can be empty', () => {
  for (const kind of map().kinds)
    for (const aging of agingsOf(kind.entity)) {
      const named =
        typeof aging.by === 'string' ? [aging.by, ...('empties' in aging ? (aging.empties ?? []) : [])] : Object.values(aging.by);
      for (const property of named)
        expect({ kind: kind.name, property, there: kind.columns.some((column) => column.property === property) }).toMatchObject({
          there: true,
        });
      if ('with' in aging) {
        const parent = map().kind(aging.with);
        for (const property of Object.keys(aging.by)) expect(parent.columns.map((column) => column.property)).toContain(property);
      }
    }
});
