/** What every measure is given: how thorough to be, who takes part, and where to say what came out. */
import { parlour } from './servers.mjs';
import { seeded } from './seed.mjs';
import { ratio } from './statistics.mjs';

const SMALL = 1000;

export class Context {
  #report;
  #seeds = new Map();

  constructor({ rounds, quick, bareOnly, only }, report) {
    Object.assign(this, { rounds, quick, bareOnly, only });
    this.#report = report;
  }

  wants(name) {
    return !this.only || this.only.includes(name);
  }

  /** Parlour with a thousand conversations; nobody if only the bare servers are measured. */
  async parlour() {
    return this.bareOnly ? [] : [parlour(await this.seed(SMALL))];
  }

  async seed(conversations) {
    if (!this.#seeds.has(conversations)) {
      const seed = await seeded(conversations);
      if (seed.took)
        this.#report.heading(`Seeded ${conversations.toLocaleString('en')} conversations in ${seed.took.toFixed(1)} s.`);
      this.#seeds.set(conversations, seed);
    }
    return this.#seeds.get(conversations);
  }

  /** Rounds in turn, the first side changing each time, so that a machine growing slower or faster touches both alike. */
  async alternate(sides, measure) {
    const results = sides.map(() => []);
    for (let round = 0; round < this.rounds; round++) {
      const order = round % 2 ? [...sides.keys()].reverse() : [...sides.keys()];
      for (const side of order) results[side].push(await measure(sides[side], round));
    }
    return results;
  }

  figure(...figure) {
    this.#report.figure(...figure);
  }

  compare(name, label, bare, ours) {
    this.figure(label, bare, ours);
    if (ours) this.result(name, ratio(ours, bare));
  }

  result(name, result) {
    if (this.wants(name)) this.#report.result(name, result);
  }

  note(sentence) {
    this.#report.note(sentence);
  }
}
