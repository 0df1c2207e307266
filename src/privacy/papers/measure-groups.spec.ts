import { measureGroups, type Configuration } from './measure-groups';

const usual: Configuration = {
  ...{ people: 3, powerful: 1, openWebsites: 0, limits: true, encrypted: true, keyApart: true, postgres: false },
  ...{
    location: false,
    pages: false,
    regions: true,
    endless: 0,
    backupDays: 30,
    node: '24.9.0',
    privateNetwork: 0,
    log: 'checked',
  },
};
const measures = (now: Configuration) => measureGroups(now).flatMap((group) => group.measures);
const off = (now: Configuration) => measures(now).flatMap(({ text, on }) => (on === false ? [text.split('.')[2]] : []));

it('with everything on, nothing is off', () => expect(off(usual)).toEqual([]));

it.each<[Partial<Configuration>, string]>([
  [{ openWebsites: 2 }, 'domains'],
  [{ limits: false }, 'limits'],
  [{ encrypted: false }, 'transport'],
  [{ keyApart: false }, 'keyApart'],
  [{ location: true }, 'location'],
  [{ pages: true }, 'pages'],
  [{ regions: false }, 'regions'],
  [{ endless: 1 }, 'retention'],
  [{ backupDays: 0 }, 'backups'],
  [{ privateNetwork: 1 }, 'publicOnly'],
  [{ log: 'unchecked' }, 'logChecked'],
  [{ log: 'broken' }, 'logChecked'],
])('%j switches one measure off, and no other', (change, measure) => expect(off({ ...usual, ...change })).toEqual([measure]));

it.each<[Partial<Configuration>, string, string]>([
  [{ postgres: true }, 'erasedSqlite', 'erasedPostgres'],
  [{ node: '20.20.2' }, 'processes', 'processesEarly'],
  [{ node: '22.12.0' }, 'processes', 'processesEarly'],
])('%j says it in other words', (change, before, after) => {
  const said = (now: Configuration) => measures(now).map(({ text }) => text.split('.')[2]);
  expect(said(usual)).toContain(before);
  expect(said({ ...usual, ...change })).toContain(after);
  expect(said({ ...usual, ...change })).not.toContain(before);
});

it('counts people and websites', () => {
  const values = measures({ ...usual, people: 7, powerful: 2, openWebsites: 4 }).flatMap(({ values: given }) =>
    given ? [given] : [],
  );
  expect(values).toEqual(expect.arrayContaining([{ people: 7, powerful: 2 }, { count: 4 }]));
});
