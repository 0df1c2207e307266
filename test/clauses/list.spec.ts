import { readdirSync } from 'node:fs';
import { hear, listOf, verdictOf, type Outcomes } from '../../scripts/testing/promises.mjs';
import { clauseOf, clauses, mayWait, type ClauseId } from './clauses';

const stories = readdirSync(__dirname).filter((file) => /^[PV]\d\d\.spec\.ts$/.test(file));
const rows = Object.entries(clauses);
const numbers = (policy: string, last: number) => Array.from({ length: last }, (_, index) => `${policy}${index + 1}`);

describe('the list of promises', () => {
  it('has every row of both policies, in their order, each with words of its own', () => {
    expect(Object.keys(clauses)).toEqual([...numbers('P', 36), ...numbers('V', 34)]);
    expect(new Set(rows.map(([, { promise }]) => promise)).size).toBe(rows.length);
    for (const [, { promise }] of rows) expect(promise).toMatch(/^[A-Z].{15,110}[^.]$/);
  });

  it('has a story for every row, or says what it waits for', () => {
    const told = new Set(stories.map(clauseOf));
    const untold = rows.filter(([id, { waits, soon }]) => !told.has(id as ClauseId) && !waits && !soon);
    expect(untold.map(([id]) => id)).toEqual([]);
  });

  it('lets only those wait that may', () => {
    const waiting = rows.filter(([, { waits }]) => waits).map(([id, { waits }]) => `${id} ${waits}`);
    const allowed = Object.entries(mayWait).flatMap(([later, ids]) => ids.map((id) => `${id} ${later}`));
    expect(allowed).toEqual(expect.arrayContaining(waiting));
  });

  it('has no story that belongs to no row', () => {
    const others = readdirSync(__dirname).filter((file) => file.endsWith('.spec.ts') && !stories.includes(file));
    expect(others).toEqual(['list.spec.ts']);
    for (const story of stories) expect(clauses).toHaveProperty(clauseOf(story));
  });
});

describe('what is printed of a promise', () => {
  const file = (name: string, tests: Record<string, string>, status = 'passed') => ({
    name: `/x/test/clauses/${name}`,
    status,
    assertionResults: Object.entries(tests).map(([fullName, state]) => ({ fullName, status: state })),
  });
  const verdict = (...files: ReturnType<typeof file>[]) => verdictOf({}, heard(...files).get('P7'));
  const heard = (...files: ReturnType<typeof file>[]): Outcomes => hear(new Map(), files);

  it.each([
    ['kept', [file('P07.spec.ts', { one: 'passed', two: 'passed' })]],
    ['broken', [file('P07.spec.ts', { one: 'passed', two: 'failed' })]],
    ['broken, where it cannot be told at all', [file('P07.spec.ts', {}, 'failed')]],
    ['broken, if it is on one database', [file('P07.spec.ts', { one: 'failed' }), file('P07.spec.ts', { one: 'passed' })]],
    ['kept, if it was told on one database', [file('P07.spec.ts', { one: 'pending' }), file('P07.spec.ts', { one: 'passed' })]],
    ['waiting, if a part was left out', [file('P07.spec.ts', { one: 'passed', two: 'pending' })]],
    ['waiting, if a part is still to be told', [file('P07.spec.ts', { one: 'passed', two: 'todo' })]],
    ['missing, without a story', []],
    ['missing, though another has one', [file('V07.spec.ts', { one: 'passed' })]],
  ])('is %s', (expected, files) => {
    expect(verdict(...files).state).toBe(expected.split(',')[0]);
  });

  it('says what a promise waits for, and is loud about what is missing', () => {
    const some = { P1: { promise: 'One' }, P2: { promise: 'Two', waits: 'billing' }, V1: { promise: 'Three', soon: 'papers' } };
    const all = listOf(some, heard(file('P01.spec.ts', { a: 'passed' })), true);
    expect(all).toMatch(
      /✓ P1 .*One\n.*… P2 .*Two\n.*waiting: for billing\n\n.*\n.*! V1 .*Three\n.*MISSING: no story yet \(papers\)/,
    );
    expect(all).toContain('1 kept, 0 broken, 1 waiting, 1 missing');
    expect(listOf(some, heard(file('P01.spec.ts', { a: 'passed' })), false)).not.toContain('P2');
  });
});
