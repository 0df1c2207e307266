import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { root } from '../freshness.mjs';

const folder = 'test/clauses/';
const marks = { kept: '✓', broken: '✗', waiting: '…', missing: '!' };
const policies = { P: 'The first policy', V: 'The second policy' };
/** A story may be told on several databases: the worst of what happened counts, and what was left out somewhere counts where it was told. */
const weight = { skipped: 0, passed: 1, failed: 2 };

/** The rows as the suite knows them: id → promise. */
export async function readClauses() {
  const source = readFileSync(join(root, folder, 'clauses.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)).clauses;
}

/** Adds what Jest reports of the stories to what is known: id → title of a test → what became of it. */
export function hear(outcomes, testResults) {
  for (const { name, assertionResults, status } of testResults) {
    const [, policy, number] = /^([PV])(\d\d)\.spec\.ts$/.exec(basename(name)) ?? [];
    if (!policy || !name.includes(folder)) continue;
    const id = policy + Number(number);
    const known = outcomes.get(id) ?? new Map();
    outcomes.set(id, known);
    const note = (title, outcome) => {
      if (weight[outcome] >= weight[known.get(title) ?? 'skipped']) known.set(title, outcome);
    };
    for (const test of assertionResults) note(test.fullName, test.status in weight ? test.status : 'skipped');
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
      note('The story could not be told.', 'failed');
  }
  return outcomes;
}

/** What became of one row, and why. */
export function verdictOf({ waits, soon }, tests) {
  const told = tests ? [...tests] : [];
  const titles = (wanted) => told.filter(([, outcome]) => outcome === wanted).map(([title]) => title);
  const [failed, passed, skipped] = ['failed', 'passed', 'skipped'].map(titles);
  if (failed.length) return { state: 'broken', why: failed[0] };
  if (waits) return { state: 'waiting', why: `for ${waits}${passed.length ? '; what there is of it holds' : ''}` };
  if (skipped.length) return { state: 'waiting', why: `not told: ${skipped[0]}` };
  if (passed.length) return { state: 'kept' };
  return { state: 'missing', why: soon ? `no story yet (${soon})` : 'no story' };
}

/** The policies as a list. Without the whole suite only the rows that were told, so that one story prints one line. */
export function listOf(clauses, outcomes, whole) {
  const counts = { kept: 0, broken: 0, waiting: 0, missing: 0 };
  const lines = [];
  let policy;
  for (const [id, clause] of Object.entries(clauses)) {
    if (!whole && !outcomes.has(id)) continue;
    if (policy !== id[0]) lines.push('', policies[(policy = id[0])]);
    const { state, why } = verdictOf(clause, outcomes.get(id));
    counts[state]++;
    lines.push(`  ${marks[state]} ${id.padEnd(3)}  ${clause.promise}`);
    if (why) lines.push(`         ${state === 'missing' ? 'MISSING' : state}: ${why}`);
  }
  const sum = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return [...lines, '', sum.join(', '), ''].join('\n');
}
