import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { BEFORE_SECOND_FACTOR, DOOR_RULE, may, type Agent, type DoorRule } from '../common/access';
import type { AgentRequest } from '../common/current-agent';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { SessionsService } from './sessions.service';

/** Stands before every door: one without a rule stays shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly address: ClientAddress,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<DoorRule | undefined>(DOOR_RULE, [context.getHandler(), context.getClass()]);
    if (!rule) throw new ChatError('access.denied');
    // A socket was looked at in its handshake, and carries who it is.
    if (context.getType() !== 'http')
      return this.admit(rule, context.switchToWs().getClient<{ session: { agent?: Agent } }>().session.agent);
    return this.fromRequest(rule, context);
  }

  private async fromRequest(rule: DoorRule, context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AgentRequest>();
    const found = await this.sessions.find(request.headers.cookie);
    request.sessionId = found?.sessionId;
    const isBarred = found?.owesFactor && !this.reflector.get<boolean | undefined>(BEFORE_SECOND_FACTOR, context.getHandler());
    if (isBarred && rule.allow) throw new ChatError('factor.needed');
    // At public doors, whoever owes a factor is nobody in particular.
    const traces = () => this.address.traces(request);
    request.agent = isBarred || !found ? undefined : { ...found.agent, account: { ...found.agent.account, from: traces() } };
    return this.admit(rule, request.agent);
  }

  private admit(rule: DoorRule, agent: Agent | undefined): boolean {
    if (!rule.allow) return Boolean(rule.public);
    if (!agent) throw new ChatError('sign_in.needed');
    if (!may(agent, rule.allow)) throw new ChatError('access.denied');
    return true;
  }
}
