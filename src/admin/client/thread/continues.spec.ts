import { continues } from './continues';

const first = { from: 'team', author: 'ben', kind: 'reply', at: '2026-01-31T09:30:00.000Z' };

describe('a message goes on what was said before', () => {
  it.each`
    what                    | change                                | goesOn
    ${'a minute later'}     | ${{ at: '2026-01-31T09:31:00.000Z' }} | ${true}
    ${'five minutes later'} | ${{ at: '2026-01-31T09:35:00.000Z' }} | ${true}
    ${'six minutes later'}  | ${{ at: '2026-01-31T09:36:00.000Z' }} | ${false}
    ${'by somebody else'}   | ${{ author: 'cleo' }}                 | ${false}
    ${'by the visitor'}     | ${{ from: 'visitor', author: 'ana' }} | ${false}
    ${'as a note'}          | ${{ kind: 'note' }}                   | ${false}
  `('$what: $goesOn', ({ change, goesOn }) => {
    expect(continues(first, { ...first, ...(change as object) })).toBe(goesOn);
  });

  it('never as an event', () => {
    const event = { from: 'system', kind: 'event', at: first.at };
    expect(continues(event, event)).toBe(false);
  });
});
