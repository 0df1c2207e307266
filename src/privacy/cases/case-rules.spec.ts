import { isOver, mayMove, mayRefuse, nextStates, reasonsFor, takesEffectAtOnce } from './case-rules';
import { caseKinds, caseStates, type CaseState } from './case.types';

it('leads from receipt to the end', () => {
  const way: CaseState[] = ['received', 'unverified', 'verified', 'approved', 'executing', 'awaiting_recipients', 'complete'];
  way.slice(1).forEach((state, index) => expect(mayMove(way[index], state)).toBe(true));
});

it('knows no way back from the end', () => {
  expect(caseStates.filter(isOver)).toEqual(['duplicate', 'refused', 'complete']);
});

it('reaches every state', () => {
  const reached = new Set<CaseState>(['received']);
  for (const state of reached) for (const next of nextStates(state)) reached.add(next);
  expect([...reached].sort()).toEqual([...caseStates].sort());
});

it.each(['received', 'unverified', 'on_hold', 'forwarded'] as const)(
  'approves nothing that is %s: who asks is known first',
  (state) => {
    expect(mayMove(state, 'approved')).toBe(false);
  },
);

it('carries out only what was approved', () => {
  expect(caseStates.filter((state) => mayMove(state, 'executing'))).toEqual(['approved']);
});

it('refuses nothing that is over or being done', () => {
  expect(caseStates.filter(mayRefuse)).toEqual(['unverified', 'verified', 'on_hold']);
});

it.each(caseKinds)('gives a reason for every refusal: %s', (kind) => {
  expect(reasonsFor(kind)).toContain('identity');
});

it('lets nobody outweigh a withdrawal or a restriction', () => {
  for (const kind of ['withdrawal', 'restriction'] as const) expect(reasonsFor(kind)).not.toContain('interest');
});

it('lets a dispute wait for somebody who looks at it', () => {
  expect(caseKinds.filter((kind) => !takesEffectAtOnce(kind))).toEqual(['rectification', 'question']);
});
