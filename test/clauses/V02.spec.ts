import { entities } from '../../src/entities';
import { Database } from '../../src/database/database';
import { declarationOf, NotPersonal, Personal } from '../../src/data-map/personal';
import { startApp, type RunningApp } from '../kit/app';

/** Whatever is stored has a purpose that a notice could name; what has none is not stored. */
describe('V2 what is stored', () => {
  let server: RunningApp;
  beforeAll(async () => void (server = await startApp()));
  afterAll(() => server.stop());

  const purposes = ['account', 'conversation', 'security', 'service'];
  interface Stored {
    name: string;
    target: object;
    columns: string[];
  }
  const stored = (): Stored[] =>
    server.app.get(Database).entities.map(({ name, target, columns }) => {
      return { name, target: target as object, columns: columns.map(({ propertyName }) => propertyName) };
    });
  /** Columns that say neither what they are for nor why they are about nobody. */
  const unmapped = ({ name, target, columns }: Stored) =>
    columns.flatMap((column) => {
      const declared = declarationOf(target, column);
      const mapped = declared?.personal ? purposes.includes(declared.purpose) : declared && declared.reason.length > 2;
      return mapped ? [] : [`${name}.${column}`];
    });

  it('has a purpose, or says why it is about nobody: every column of every table', () => {
    expect(
      stored()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expect.arrayContaining(entities.map(({ name }) => name).sort()));
    expect(stored().flatMap(unmapped)).toEqual([]);
    const used = stored().flatMap(({ target, columns }) =>
      columns.flatMap((column) => {
        const declared = declarationOf(target, column);
        return declared?.personal ? [declared.purpose] : [];
      }),
    );
    expect([...new Set(used)].sort()).toEqual(purposes);
  });

  it('would be found out if it had none', () => {
    class Secret {
      @NotPersonal('random identifier') id: string;
      @Personal({ category: 'contact', subject: 'visitor', purpose: 'sell' as never, source: 'subject' }) email: string;
      shoeSize: number;
    }
    expect(unmapped({ name: 'Secret', target: Secret, columns: ['id', 'email', 'shoeSize'] })).toEqual([
      'Secret.email',
      'Secret.shoeSize',
    ]);
  });
});
