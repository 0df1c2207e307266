/** `npm run bench`: the real server against bare ones, in one run, in alternating rounds. README.md says what each figure means. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { goals } from './goals.mjs';
import { Context } from './tools/context.mjs';
import { Report } from './tools/report.mjs';
import { parlourIsBuilt } from './tools/servers.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    bare: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
  },
});
const only = values.only?.split(',');
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
refuseNonsense();

const measures = ['messages', 'latency', 'idle', 'cold-start', 'reconnect', 'growth', 'plugins', 'rights', 'retention'];
const report = new Report();
const context = new Context({ rounds, quick: values.quick, bareOnly: values.bare, only }, report);
const start = performance.now();

report.heading(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${rounds} rounds.`);
for (const name of measures) {
  const measure = await import(`./measures/${name}.mjs`);
  if (!measure.names.some((result) => context.wants(result))) continue;
  const from = performance.now();
  report.heading(measure.names.join(', '));
  await measure.default(context).catch((error) => report.failure(name, error));
  report.heading(`  (${((performance.now() - from) / 1000).toFixed(0)} s)`);
}
report.heading(`${((performance.now() - start) / 1000).toFixed(0)} s in all.`);
report.table();
if (values.json) report.json();
process.exit(report.broken.length ? 1 : 0);

function refuseNonsense() {
  const unknown = only?.filter((name) => !goals[name]) ?? [];
  const faults = [
    process.platform !== 'linux' && 'The bench reads /proc: it needs Linux.',
    unknown.length && `Unknown figure: ${unknown.join(', ')}. There are ${Object.keys(goals).join(', ')}.`,
    !(Number.isInteger(rounds) && rounds > 0) && '--rounds takes a whole number from 1.',
    !values.bare &&
      !parlourIsBuilt() &&
      'Nothing to measure yet: run `npm run build` first, or `-- --bare` for the bare servers alone.',
  ].filter(Boolean);
  if (!faults.length) return;
  console.error(faults.join('\n'));
  process.exit(1);
}
