import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Allow, BeforeSecondFactor, Public, type Agent, type Role } from '../common/access';
import type { AgentRequest } from '../common/current-agent';
import type { ClientAddress } from '../common/http/client-address';
import { AccessGuard } from './access.guard';
import type { SessionsService } from './sessions.service';

class Doors {
  @Allow('conversation.reply') reply() {}
  @Public('for a test') open() {}
  forgotten() {}
}

@Allow('workspace.manage')
class ManagedDoors {
  inherited() {}
  @Public('for a test') open() {}
}

const address = { traces: () => ({ address: '192.0.2.7', userAgent: '' }) } as unknown as ClientAddress;
const agentOf = (role: Role): Agent => ({ account: { id: 'a', name: 'Ben', email: 'b@x.example' }, workspaceId: 'w', role });

function pass(controller: new () => object, name: string, role?: Role, type = 'http', more = {}) {
  const agent = role && agentOf(role);
  const sessions = { find: async () => agent && { agent, sessionId: 's', ...more } } as unknown as SessionsService;
  const request = { headers: {} } as AgentRequest;
  const context = {
    getHandler: () => (controller.prototype as Record<string, () => void>)[name],
    getClass: () => controller,
    getType: () => type,
    switchToHttp: () => ({ getRequest: () => request }),
    switchToWs: () => ({ getClient: () => ({ session: { agent } }) }),
  } as unknown as ExecutionContext;
  return { request, answer: async () => new AccessGuard(new Reflector(), sessions, address).canActivate(context) };
}

describe('AccessGuard', () => {
  it.each<[new () => object, string, Role | undefined, string | true]>([
    [Doors, 'reply', 'agent', true],
    [Doors, 'reply', 'viewer', 'access.denied'],
    [Doors, 'reply', undefined, 'sign_in.needed'],
    [Doors, 'open', undefined, true],
    [Doors, 'forgotten', 'owner', 'access.denied'],
    [ManagedDoors, 'inherited', 'admin', true],
    [ManagedDoors, 'inherited', 'agent', 'access.denied'],
    [ManagedDoors, 'open', undefined, true],
  ])('%p.%s for %s: %s', async (controller, name, role, expected) => {
    for (const type of ['http', 'ws']) {
      const { answer } = pass(controller, name, role, type);
      if (expected === true) expect(await answer()).toBe(true);
      else await expect(answer()).rejects.toMatchObject({ code: expected });
    }
  });

  it('says who is signed in, at public doors too', async () => {
    const { request, answer } = pass(Doors, 'open', 'viewer');
    await answer();
    expect(request).toMatchObject({ agent: { role: 'viewer' }, sessionId: 's' });
  });
});

describe('whoever owes a second factor', () => {
  class Barred {
    @Allow('conversation.read') work() {}
    @Public('for a test') open() {}
    @Allow('conversation.read') @BeforeSecondFactor() setUp() {}
  }
  const owes = { owesFactor: true };

  it('comes through the doors of the set-up only', async () => {
    await expect(pass(Barred, 'work', 'owner', 'http', owes).answer()).rejects.toMatchObject({ code: 'factor.needed' });
    const { request, answer } = pass(Barred, 'setUp', 'owner', 'http', owes);
    expect(await answer()).toBe(true);
    expect(request.agent).toBeDefined();
  });

  it('is nobody at public doors, and can sign out', async () => {
    const { request, answer } = pass(Barred, 'open', 'owner', 'http', owes);
    expect(await answer()).toBe(true);
    expect(request.agent).toBeUndefined();
    expect(request.sessionId).toBe('s');
  });
});
