import { waitBeforeMail } from './when-to-mail';

const minute = 60_000;
const at = (more: Partial<Parameters<typeof waitBeforeMail>[0]>) =>
  waitBeforeMail({ now: 100 * minute, pause: 2 * minute, first: 98 * minute, last: 98 * minute, online: false, ...more });

it.each([
  ['after the pause', {}, 0],
  ['while the team goes on writing', { last: 99 * minute }, minute],
  ['when the team never ends', { first: 90 * minute, last: 99.5 * minute }, 0],
  ['while the visitor is there', { online: true }, 2 * minute],
  ['while the visitor is there for an hour', { online: true, first: 40 * minute }, 15 * minute],
  ['when it is a week old', { first: -8 * 24 * 60 * minute }, undefined],
])('%s', (_when, more, wait) => expect(at(more)).toBe(wait));
