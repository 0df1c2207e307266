import { nextBatch, restAfter } from './pace';

it.each([
  { size: 4, took: 0.1, next: 5 },
  { size: 25, took: 0.4, next: 25 },
  { size: 25, took: 9, next: 12 },
  { size: 1, took: 500, next: 1 },
  { size: 100, took: 0.1, next: 100 },
])('after $size rows in $took ms come $next', ({ size, took, next }) => expect(nextBatch(size, took)).toBe(next));

it.each([
  { took: 2, waited: 0.2, rest: 4 },
  { took: 2, waited: 5, rest: 16 },
  { took: 0.01, waited: 0, rest: 1 },
  { took: 900, waited: 0, rest: 250 },
])('rests $rest ms after $took ms of work that waited $waited ms', ({ took, waited, rest }) =>
  expect(restAfter(took, waited)).toBe(rest),
);
