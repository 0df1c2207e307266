import { ago, dayOf, daysSince, shortly } from './dates';

const now = new Date(2026, 0, 31, 12, 0);

describe('times in words', () => {
  it.each`
    moment                           | said
    ${new Date(2026, 0, 31, 9, 5)}   | ${/^0?9:05/}
    ${new Date(2026, 0, 30, 23, 59)} | ${/^Fri$/}
    ${new Date(2026, 0, 3, 9, 0)}    | ${/3/}
    ${new Date(2024, 5, 3, 9, 0)}    | ${/2024/}
  `('in a list, $moment is $said', ({ moment, said }) => {
    expect(shortly(moment as Date, now)).toMatch(said as RegExp);
  });

  it('counts midnights, not hours', () => {
    expect(daysSince(new Date(2026, 0, 30, 23, 59), now)).toBe(1);
    expect(daysSince(new Date(2026, 0, 31, 0, 1), now)).toBe(0);
  });

  it('says how long ago something was', () => {
    expect(ago(new Date(2026, 0, 31, 11, 59, 50), now)).toBe('now');
    expect(ago(new Date(2026, 0, 31, 11, 40), now)).toMatch(/^20/);
    expect(ago(new Date(2026, 0, 31, 9, 0), now)).toMatch(/^3/);
    expect(ago(new Date(2026, 0, 30, 9, 0), now)).toBe('yesterday');
  });

  it('names the year of a day only when it is another', () => {
    expect(dayOf(new Date(2026, 0, 3), now)).not.toMatch(/2026/);
    expect(dayOf(new Date(2025, 0, 3), now)).toMatch(/2025/);
  });
});
