import { clockOf } from './breach-clock';

const discoveredAt = new Date('2026-03-27T10:00:00Z');
const after = (hours: number) => new Date(discoveredAt.getTime() + hours * 3_600_000);
const breach = {
  role: 'controller' as const,
  risk: 'risk' as const,
  reason: '',
  discoveredAt,
  authorityToldAt: null,
  peopleToldAt: null,
  controllersToldAt: null,
};

it.each([
  ['nobody has said how bad it is', { risk: 'unknown' as const }, 1, 'assess', false],
  ['the authority has 72 hours', {}, 71.9, 'authority', false],
  ['not one more', {}, 72.1, 'authority', true],
  ['the authority was told in time', { authorityToldAt: after(70) }, 90, 'nothing', false],
  ['it was told late without a reason', { authorityToldAt: after(80) }, 90, 'explain', true],
  ['it was told late with a reason', { authorityToldAt: after(80), reason: 'We were not sure.' }, 90, 'nothing', false],
  ['people come to great harm', { risk: 'high' as const, authorityToldAt: after(2) }, 3, 'people', false],
  ['and were told', { risk: 'high' as const, authorityToldAt: after(2), peopleToldAt: after(3) }, 4, 'nothing', false],
  ['nobody comes to harm, unexplained', { risk: 'none' as const }, 3, 'explain', false],
  ['nobody comes to harm, explained', { risk: 'none' as const, reason: 'The disk was encrypted.' }, 100, 'nothing', false],
  ['a processor knows of it', { role: 'processor' as const }, 1, 'controllers', false],
  ['a processor told the controllers', { role: 'processor' as const, controllersToldAt: after(1) }, 100, 'nothing', false],
])('%s', (_what, facts, hours, next, late) => {
  expect(clockOf({ ...breach, ...facts }, after(hours))).toMatchObject({ next, late });
});

it('counts hours, whatever the clocks on the wall do', () => {
  // In most of Europe the clocks went forward within these 72 hours.
  expect(clockOf(breach, discoveredAt).until).toEqual(new Date('2026-03-30T10:00:00Z'));
});
