import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Agent } from './access';

/** A request that came through the access guard; `agent` is missing where nobody is signed in, at public doors. */
export interface AgentRequest extends Request {
  agent?: Agent;
  sessionId?: string;
}

/** The signed-in person, in a handler's parameters. */
export const CurrentAgent = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AgentRequest>().agent,
);
