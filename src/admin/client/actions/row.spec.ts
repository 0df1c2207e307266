import { belongs, comesBefore } from './row';

describe('a live row', () => {
  it.each`
    list            | status      | assignee  | stands
    ${'mine'}       | ${'open'}   | ${'ben'}  | ${true}
    ${'mine'}       | ${'open'}   | ${'cleo'} | ${false}
    ${'mine'}       | ${'closed'} | ${'ben'}  | ${false}
    ${'unassigned'} | ${'open'}   | ${''}     | ${true}
    ${'unassigned'} | ${'open'}   | ${'ben'}  | ${false}
    ${'unassigned'} | ${'closed'} | ${''}     | ${false}
    ${'open'}       | ${'open'}   | ${'cleo'} | ${true}
    ${'open'}       | ${'closed'} | ${''}     | ${false}
    ${'closed'}     | ${'closed'} | ${'cleo'} | ${true}
    ${'closed'}     | ${'open'}   | ${'cleo'} | ${false}
    ${'spam'}       | ${'spam'}   | ${''}     | ${true}
    ${'spam'}       | ${'open'}   | ${''}     | ${false}
    ${'open'}       | ${'spam'}   | ${''}     | ${false}
    ${'unassigned'} | ${'spam'}   | ${''}     | ${false}
    ${'closed'}     | ${'spam'}   | ${''}     | ${false}
  `('that is $status and of "$assignee" stands in $list: $stands', ({ list, status, assignee, stands }) => {
    expect(belongs(list as string, { status, assignee } as { status: string; assignee: string }, 'ben')).toBe(stands);
  });

  it('comes before what is read, however new that is', () => {
    expect(comesBefore({ unread: 1, lastAt: '2026-01-01' }, { unread: 0, lastAt: '2026-02-01' })).toBe(true);
    expect(comesBefore({ unread: 0, lastAt: '2026-02-01' }, { unread: 1, lastAt: '2026-01-01' })).toBe(false);
  });

  it('comes before what is older, and not before its equal', () => {
    expect(comesBefore({ unread: 3, lastAt: '2026-02-01' }, { unread: 1, lastAt: '2026-01-01' })).toBe(true);
    expect(comesBefore({ unread: 0, lastAt: '2026-01-01' }, { unread: 0, lastAt: '2026-01-01' })).toBe(false);
  });
});
