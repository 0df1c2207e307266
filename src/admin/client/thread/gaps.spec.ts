import { missesSomething } from './gaps';

const at = (second: number) => `2026-01-31T09:30:${String(second).padStart(2, '0')}.000Z`;
const shown = (...positions: number[]) => positions.map((position) => ({ position, at: at(position) }));

describe('a conversation on screen', () => {
  it.each`
    what                        | positions    | lastAt    | misses
    ${'is whole'}               | ${[1, 2, 3]} | ${at(3)}  | ${false}
    ${'is whole in any order'}  | ${[3, 1, 2]} | ${at(3)}  | ${false}
    ${'begins in the middle'}   | ${[51, 52]}  | ${at(52)} | ${false}
    ${'is newer than the list'} | ${[1, 2]}    | ${at(1)}  | ${false}
    ${'has a hole'}             | ${[1, 2, 4]} | ${at(4)}  | ${true}
    ${'lacks its end'}          | ${[1, 2]}    | ${at(3)}  | ${true}
    ${'has no row in the list'} | ${[1, 2]}    | ${''}     | ${false}
    ${'has nothing yet'}        | ${[]}        | ${at(1)}  | ${false}
  `('$what, so it misses something: $misses', ({ positions, lastAt, misses }) => {
    expect(missesSomething(shown(...(positions as number[])), lastAt as string)).toBe(misses);
  });
});
