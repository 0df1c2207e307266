import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { SessionsService } from '../sessions.service';
import { SignInService } from '../sign-in/sign-in.service';
import { Codes } from './codes.service';
import { SecondFactors } from './second-factors.service';

/** Milliseconds for which somebody who showed who they are may change what protects the account. */
const lifetime = 10 * 60_000;

/**
 * A session alone changes no factor: a borrowed or stolen browser is not enough. With a second factor the factor is asked for, not
 * the password, which may be what was stolen.
 */
@Injectable()
export class Confirmation {
  constructor(
    private readonly sessions: SessionsService,
    private readonly signIn: SignInService,
    private readonly codes: Codes,
    private readonly factors: SecondFactors,
    private readonly address: ClientAddress,
    private readonly clock: Clock,
  ) {}

  async isFresh(sessionId: string): Promise<boolean> {
    return (await this.sessions.confirmedAt(sessionId)) > this.clock.millis() - lifetime;
  }

  /** @throws ChatError `factor.unconfirmed` */
  async demand(sessionId: string): Promise<void> {
    if (!(await this.isFresh(sessionId))) throw new ChatError('factor.unconfirmed');
  }

  /** @param proof the password, or a code where there is a second factor. @throws ChatError `sign_in.wrong`, `factor.wrong`, `rate.limited` */
  async confirm(agent: Agent, proof: string, response: Response, request: Request): Promise<void> {
    const { account, workspaceId } = agent;
    if (await this.factors.isRequired(account.id)) await this.codes.take(account.id, workspaceId, proof);
    else await this.signIn.recognise({ email: account.email, password: proof }, this.address.of(request));
    await this.sessions.confirm(agent, response, request);
  }
}
