import type { Role } from '../../common/access';
import { checkChange, mayInvite } from './member-rules';

interface Case {
  actor: Role | undefined;
  from: Role;
  to?: Role;
  owners?: number;
  self?: boolean;
  refused?: string;
}

describe('who may change whose role', () => {
  it.each<Case>([
    { actor: 'owner', from: 'agent', to: 'owner' },
    { actor: 'owner', from: 'owner', to: 'agent', owners: 2 },
    { actor: 'owner', from: 'owner', owners: 2 },
    { actor: 'owner', from: 'owner', owners: 1, self: true, refused: 'member.last_owner' },
    { actor: 'owner', from: 'owner', to: 'admin', owners: 1, self: true, refused: 'member.last_owner' },
    { actor: 'owner', from: 'owner', to: 'owner', owners: 1, self: true },
    { actor: 'admin', from: 'agent', to: 'viewer' },
    { actor: 'admin', from: 'admin' },
    { actor: 'admin', from: 'agent', to: 'owner', refused: 'access.denied' },
    { actor: 'admin', from: 'owner', to: 'agent', owners: 2, refused: 'access.denied' },
    { actor: 'admin', from: 'owner', owners: 2, refused: 'access.denied' },
    { actor: 'agent', from: 'viewer', refused: 'access.denied' },
    { actor: 'agent', from: 'agent', self: true },
    { actor: 'viewer', from: 'viewer', to: 'agent', self: true, refused: 'access.denied' },
    { actor: undefined, from: 'viewer', refused: 'access.denied' },
  ])('$actor changes $from to $to: $refused', ({ refused, owners = 1, self = false, to, ...change }) => {
    const attempt = () => checkChange({ owners, self, to, ...change });
    if (refused) expect(attempt).toThrow(expect.objectContaining({ code: refused }));
    else expect(attempt).not.toThrow();
  });

  it.each<[Role, Role, boolean]>([
    ['owner', 'owner', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['agent', 'viewer', false],
    ['viewer', 'viewer', false],
  ])('%s invites into %s: %s', (actor, role, allowed) => expect(mayInvite(actor, role)).toBe(allowed));
});
