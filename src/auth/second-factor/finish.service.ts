import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasskeyCheck } from '../passkeys/passkey-check.service';
import { SessionsService } from '../sessions.service';
import { Codes } from './codes.service';
import type { HalfSession } from './half-session.entity';
import { HalfSessions } from './half-sessions.service';
import { RememberedDevices } from './remembered-devices.service';

/** The second step of signing in: half a session becomes a whole one. */
@Injectable()
export class Finish {
  constructor(
    private readonly halves: HalfSessions,
    private readonly codes: Codes,
    private readonly passkeys: PasskeyCheck,
    private readonly sessions: SessionsService,
    private readonly devices: RememberedDevices,
  ) {}

  /** @throws ChatError `factor.wrong`, `rate.limited`, `second_step.over` */
  async byCode(half: HalfSession, code: string, remember: boolean, response: Response, request: Request): Promise<void> {
    await this.halves.count(half);
    await this.codes.take(half.accountId, half.workspaceId, code);
    await this.enter(half, remember, response, request);
  }

  /** @throws ChatError `passkey.refused`, `second_step.over` */
  async byPasskey(half: HalfSession, answer: string, remember: boolean, response: Response, request: Request): Promise<void> {
    await this.halves.count(half);
    await this.passkeys.recognise({ ceremony: 'second-step', holder: half.id, accountId: half.accountId }, answer, request);
    await this.enter(half, remember, response, request);
  }

  private async enter(
    { accountId, workspaceId }: HalfSession,
    remember: boolean,
    response: Response,
    request: Request,
  ): Promise<void> {
    await this.halves.end(request, response);
    if (remember) await this.devices.remember(accountId, response, request);
    await this.sessions.start(accountId, workspaceId, response, request, { proven: true });
  }
}
