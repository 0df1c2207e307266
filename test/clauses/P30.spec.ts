import { createHash } from 'node:crypto';
import Ajv2020 from 'ajv/dist/2020';
import type { Person } from '../../src/privacy/privacy.types';
import { startApp, type RunningApp } from '../kit/app';
import { exported } from '../kit/rights';
import { Shop } from '../kit/shop';

/** What somebody takes along is in forms that other programs read, described, whole, and harmless. */
describe('P30 portability', () => {
  let server: RunningApp;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    server = await startApp();
    const shop = await Shop.open(server);
    const ana = await shop.visitor();
    const file = await ana.upload('the receipt', 'receipt.txt');
    const { conversation } = await ana.say('=cmd|"/c calc"!A1', { attachments: [file.body.id] });
    await ana.say('@SUM(1)\tand "quotes", too');
    await shop.answer(conversation, '-1 parcel');
    const person: Person = { workspaceId: shop.workspaceId, kind: 'visitor', id: ana.id };
    files = await exported(server, person);
  });
  afterAll(() => server.stop());

  it('has JSON for each kind of record, and a schema that it fits', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    ajv.addFormat('date-time', (text) => new Date(text).toISOString() === text);
    const schemas = [...files.keys()].filter((path) => path.startsWith('schema/'));
    expect(schemas.length).toBeGreaterThan(15);
    for (const path of schemas) {
      const data = JSON.parse(files.get(path.replace('schema/', 'data/').replace('.schema', ''))!.toString()) as unknown[];
      const fits = ajv.compile(JSON.parse(files.get(path)!.toString()) as object);
      expect([path, fits(data)]).toEqual([path, true]);
      // It says something: a record with a value too many does not fit.
      expect(fits([...data, { values: { surprise: 1 }, sources: {} }])).toBe(false);
    }
  });

  it('has spreadsheets in which no cell is a formula', () => {
    const cells = [...files].filter(([path]) => path.endsWith('.csv')).flatMap(([, bytes]) => cellsOf(bytes.toString()));
    expect(cells).toEqual(expect.arrayContaining([`'=cmd|"/c calc"!A1`, `'@SUM(1)\tand "quotes", too`, `'-1 parcel`]));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('has the files, and a list of everything with its checksum', () => {
    expect([...files].filter(([path]) => path.startsWith('files/')).map(([, bytes]) => bytes.toString())).toEqual([
      'the receipt',
    ]);
    const { files: named } = JSON.parse(files.get('manifest.json')!.toString()) as { files: { path: string; sha256: string }[] };
    expect(named.map(({ path }) => path).sort()).toEqual([...files.keys()].filter((path) => path !== 'manifest.json').sort());
    for (const { path, sha256 } of named) expect(createHash('sha256').update(files.get(path)!).digest('hex')).toBe(sha256);
  });
});

/** RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare! : quoted.replaceAll('""', '"'),
  );
}
