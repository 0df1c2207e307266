import { Body, Controller, Get, Inject, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { localPath } from '../../common/forms/local-path';
import { Texts } from '../../common/texts';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { SessionsService } from '../sessions.service';
import { SignInDto } from './sign-in.dto';
import { SignInService } from './sign-in.service';

const home = '/inbox';

@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly texts: Texts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('sign-in')
  @Public('people sign in here')
  show(@CurrentAgent() agent: Agent | undefined, @Query('next') next: unknown, @Res() response: Response): void {
    if (agent) response.redirect(303, localPath(next) ?? home);
    else response.render('auth/sign-in', this.page(next));
  }

  @Post('sign-in')
  @Public('people sign in here; tries are limited')
  @Form<SignInController>('auth/sign-in', (controller, { body }) => controller.page((body as SignInDto | undefined)?.next))
  @Redirect()
  async start(
    @Body() { next, ...credentials }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.signIn.signIn(credentials, response, request);
    return seeOther(localPath(next) ?? home);
  }

  @Post('sign-out')
  @Public('signing out twice does no harm')
  @Redirect()
  async end(@Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    if (request.sessionId) await this.sessions.end(request.sessionId, response, request);
    return seeOther('/sign-in');
  }

  page(next: unknown) {
    return {
      title: this.texts.t('en', 'auth.signIn'),
      next: localPath(next),
      canRegister: this.settings.REGISTRATION === 'open',
      values: {},
    };
  }
}
