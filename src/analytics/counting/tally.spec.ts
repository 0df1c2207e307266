import type { Happening } from './happenings';
import { countersOf, tally, type Held } from './tally';

const noon = Date.parse('2026-03-10T12:00:00Z');
const day = 86_400_000;
const happening = (changes: Partial<Happening> = {}): Happening => ({
  serial: 1,
  workspaceId: 'w',
  websiteId: 's',
  conversationId: 'c',
  visitorId: 'v',
  position: 1,
  what: 'team',
  files: 0,
  at: noon,
  openedAt: noon,
  isFirst: false,
  withheld: false,
  ...changes,
});
const choice =
  (fewest = 5) =>
  () => ({ fewest, timeZone: 'UTC' });
const some = (count: number, changes: Partial<Happening> = {}) => Array.from({ length: count }, () => happening(changes));
const shown = (released: ReturnType<typeof tally>) =>
  [...released.values()].map(({ websiteId, day: on, measure, total }) => `${websiteId} ${on} ${measure} ${total}`);

it('shows nothing below the smallest group, and then the whole group', () => {
  const held: Held = new Map();
  expect(shown(tally(some(4), choice(), held))).toEqual([]);
  expect(shown(tally(some(1, { at: noon + day }), choice(), held))).toEqual(['s 2026-03-11 team 5']);
  expect([...held.values()].map((counter) => counter.held)).toEqual([0]);
});

it('never grows by less than a group, whenever somebody looks', () => {
  const held: Held = new Map();
  const grown = Array.from({ length: 23 }, () => [...tally([happening()], choice(), held).values()][0]?.total ?? 0);
  expect(new Set(grown)).toEqual(new Set([0, 5]));
  expect(grown.reduce((sum, one) => sum + one)).toBe(20);
});

it('keeps websites apart: what one holds back is not betrayed by the sum of all', () => {
  const held: Held = new Map();
  const released = tally([...some(4, { websiteId: 'one' }), ...some(7, { websiteId: 'two' })], choice(), held);
  expect(shown(released)).toEqual(['two 2026-03-10 team 5']);
});

it('releases what was held when the smallest group becomes smaller, and from then on by that', () => {
  const held: Held = new Map();
  tally(some(4), choice(5), held);
  expect(shown(tally(some(1), choice(3), held))).toEqual(['s 2026-03-10 team 5']);
  expect(shown(tally(some(4), choice(3), held))).toEqual(['s 2026-03-10 team 3']);
});

it('does not count those who asked not to be', () => {
  const held: Held = new Map();
  expect(tally(some(50, { withheld: true }), choice(), held).size).toBe(0);
  expect(held.size).toBe(0);
});

const names = (changes: Partial<Happening>) =>
  countersOf(happening(changes), 'UTC').map(({ measure, bucket }) => `${measure} ${bucket}`);

it.each([
  ['the first message', { what: 'visitor', isFirst: true }, ['opened 0', 'visitor 0', 'hour 12']],
  ['a further message', { what: 'visitor' }, ['visitor 0', 'hour 12']],
  ['the first answer after a minute', { isFirst: true, at: noon + 60_000 }, ['team 0', 'answered 0']],
  ['the first answer after a week', { isFirst: true, at: noon + 7 * day }, ['team 0', 'answered 10']],
  ['a further answer', {}, ['team 0']],
  ['the first closing after four hours', { what: 'closed', isFirst: true, at: noon + 14_400_000 }, ['closed 0', 'settled 6']],
  ['a further closing', { what: 'closed' }, ['closed 0']],
] as const)('%s moves its counters', (_, changes, moved) => expect(names(changes)).toEqual(moved));
