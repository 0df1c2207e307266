export interface CollectedTest {
  name: string;
  run: () => Promise<void>;
}
type Work = (...values: unknown[]) => unknown;

/** The tests that a suite would add to the file, without adding them: so that they can be seen to fail. */
export function collect(register: () => void): CollectedTest[] {
  const tests: CollectedTest[] = [];
  let before: Work[] = [];
  const add = (name: string, work: Work, values: unknown[] = []) => {
    const first = [...before];
    const run = async () => {
      for (const each of first) await each();
      await work(...values);
    };
    tests.push({ name, run });
  };
  const each = (rows: unknown[]) => (name: string, work: Work) => {
    for (const row of rows) add(`${name} ${JSON.stringify(row)}`, work, Array.isArray(row) ? row : [row]);
  };
  const describe = (_name: string, inner: () => void) => {
    const outer = before;
    inner();
    before = outer;
  };
  const beforeEach = (work: Work) => void (before = [...before, work]);
  const own = { it: Object.assign(add, { each }), describe, beforeEach };
  const real = { it: globalThis.it, describe: globalThis.describe, beforeEach: globalThis.beforeEach };
  Object.assign(globalThis, own);
  try {
    register();
  } finally {
    Object.assign(globalThis, real);
  }
  return tests;
}

/** The names of those that fail. */
export async function failuresOf(tests: CollectedTest[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of tests) await run().catch(() => failures.push(name));
  return failures;
}
