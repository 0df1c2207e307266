/** What the bench says: progress while it runs, a table at the end, and one line of JSON for machines. */
import { goals, verdict } from '../goals.mjs';
import { median } from './statistics.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const number = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));
const spread = (values) =>
  values?.length ? `${number(median(values))} (${number(Math.min(...values))}–${number(Math.max(...values))})` : '–';

export class Report {
  results = new Map();
  notes = [];
  broken = [];

  heading(text) {
    say(`\n${text}`);
  }

  /** The two sides of a measurement in their own units: the median, and the least and most of the rounds. */
  figure(label, bare, ours, [bareLabel, oursLabel] = ['bare', 'Parlour']) {
    const sides = [bare && `${bareLabel} ${spread(bare)}`, ours && `${oursLabel} ${spread(ours)}`];
    say(`  ${label}: ${sides.filter(Boolean).join(', ')}`);
  }

  result(name, result) {
    this.results.set(name, result);
  }

  note(sentence) {
    this.notes.push(sentence);
    say(`  Note: ${sentence}`);
  }

  failure(title, error) {
    this.broken.push(title);
    say(`  Broken: ${error.stack ?? error}`);
  }

  table() {
    const rows = [...this.results].map(([name, { value, low, high }]) => {
      const { goal, limit, more, says } = goals[name];
      const sign = more ? '≥' : '≤';
      return [
        name,
        number(value),
        `${number(low)}–${number(high)}`,
        `${sign} ${goal}`,
        `${sign} ${limit}`,
        verdict(name, value),
        says,
      ];
    });
    const lines = [['figure', 'median', 'rounds', 'goal', 'limit', 'reaches', 'what it is'], ...rows];
    const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
    say('');
    for (const line of lines)
      say(
        line
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd(),
      );
    if (this.notes.length) say(`\n${this.notes.map((note) => `Note: ${note}`).join('\n')}`);
    if (this.broken.length) say(`\nBroken: ${this.broken.join(', ')}.`);
  }

  json() {
    say(JSON.stringify(Object.fromEntries([...this.results].map(([name, { value }]) => [name, Number(value.toPrecision(4))]))));
  }
}
