import { Body, Controller, Get, Inject, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { localPath } from '../../common/forms/local-path';
import { ClientAddress } from '../../common/http/client-address';
import { Texts } from '../../common/texts';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { HalfSessions } from '../second-factor/half-sessions.service';
import { canHavePasskeys, relyingPartyOf } from '../passkeys/relying-party';
import { SessionsService } from '../sessions.service';
import { SignInDto } from './sign-in.dto';
import { SignInService } from './sign-in.service';

const home = '/inbox';

function secondStepFor(next: unknown): string {
  const path = localPath(next);
  return `/sign-in/second-step${path ? `?next=${encodeURIComponent(path)}` : ''}`;
}

@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly halves: HalfSessions,
    private readonly address: ClientAddress,
    private readonly texts: Texts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('sign-in')
  @Public('people sign in here')
  async show(
    @CurrentAgent() agent: Agent | undefined,
    @Query('next') next: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (agent) response.redirect(303, localPath(next) ?? home);
    else if (await this.halves.find(request)) response.redirect(303, secondStepFor(next));
    else response.render('auth/sign-in', this.page(request, next));
  }

  @Post('sign-in')
  @Public('people sign in here; tries are limited')
  @Form<SignInController>('auth/sign-in', (controller, request) =>
    controller.page(request, (request.body as SignInDto | undefined)?.next),
  )
  @Redirect()
  async start(
    @Body() { next, ...credentials }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const isIn = await this.signIn.signIn(credentials, response, request);
    return seeOther(isIn ? (localPath(next) ?? home) : secondStepFor(next));
  }

  @Post('sign-out')
  @Public('signing out twice does no harm')
  @Redirect()
  async end(@Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    if (request.sessionId) await this.sessions.end(request.sessionId, response, request);
    return seeOther('/sign-in');
  }

  page(request: Request, next: unknown) {
    return {
      title: this.texts.t('en', 'auth.signIn'),
      next: localPath(next),
      passkeys: canHavePasskeys(relyingPartyOf(this.address, request)),
      canRegister: this.settings.REGISTRATION === 'open',
      values: {},
    };
  }
}
