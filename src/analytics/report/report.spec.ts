import { rangeOf } from './ranges';
import { reportOf, type Cell } from './report';

const week = rangeOf('7d', '2026-03-10');
const cell = (day: string, measure: Cell['measure'], total: number, bucket = 0): Cell => ({ day, measure, bucket, total });

it('adds up each step and the whole, and compares with the time before', () => {
  const report = reportOf(week, [
    cell('2026-03-10', 'opened', 10),
    cell('2026-03-10', 'opened', 5),
    cell('2026-03-04', 'opened', 5),
    cell('2026-03-03', 'opened', 10),
    cell('2026-02-24', 'opened', 1000),
  ]);
  expect(report.opened).toEqual({ total: 20, change: 100 });
  expect(report.steps.map(({ opened }) => opened)).toEqual([5, 0, 0, 0, 0, 0, 15]);
  expect(report.isEmpty).toBe(false);
});

it('compares with nothing where there is nothing', () => {
  expect(reportOf(week, [cell('2026-03-10', 'team', 5)]).team).toEqual({ total: 5 });
  expect(reportOf(week, [cell('2026-03-03', 'team', 5)]).team).toEqual({ total: 0 });
  expect(reportOf(week, []).isEmpty).toBe(true);
});

it('says by when half and nine of ten were answered', () => {
  const cells = [10, 25, 5, 5, 5].map((total, bucket) => cell('2026-03-09', 'answered', total, bucket));
  expect(reportOf(week, cells).answered).toEqual({ total: 50, half: 1, most: 3 });
  expect(reportOf(week, []).answered).toEqual({ total: 0 });
});

it('is made of nothing but whole groups, whatever is added up', () => {
  const cells = Array.from({ length: 40 }, (_, index) =>
    cell(`2026-03-${String(1 + (index % 10)).padStart(2, '0')}`, 'opened', 5 * (1 + (index % 3))),
  );
  const report = reportOf(week, cells);
  for (const { opened } of report.steps) expect(opened % 5).toBe(0);
  expect(report.opened.total).toBe(report.steps.reduce((sum, { opened }) => sum + opened, 0));
});
