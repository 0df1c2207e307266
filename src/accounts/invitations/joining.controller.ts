import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, Public, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { EmailField, LineField, NewPasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { Texts } from '../../common/texts';
import { InvitationsService } from './invitations.service';
import { JoiningService } from './joining.service';

class JoinDto {
  @LineField() name: string;
  @EmailField() email: string;
  @NewPasswordField() password: string;
}

/** Where the link of an invitation leads. */
@Controller('invitations/:token')
export class JoiningController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly joining: JoiningService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Public('whoever holds the link may read what it invites to')
  @Render('auth/invitation')
  show(@CurrentAgent() agent: Agent | undefined, @Param('token') token: string) {
    return this.page(token, agent);
  }

  @Post()
  @Public('the link is checked, and works once')
  @Form<JoiningController>('auth/invitation', (controller, { params }) => controller.page(String(params.token), undefined))
  @Redirect()
  async join(
    @Param('token') token: string,
    @Body() person: JoinDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.joining.join(token, person, response, request);
    return seeOther('/inbox');
  }

  /** One button, for somebody who is signed in. */
  @Post('acceptance')
  @Allow('conversation.read')
  @Redirect()
  async accept(
    @Param('token') token: string,
    @CurrentAgent() { account }: Agent,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.joining.accept(token, account.id, response, request);
    return seeOther('/inbox');
  }

  async page(token: string, agent: Agent | undefined) {
    const { workspace, role, email } = await this.invitations.read(token);
    const path = `/invitations/${token}`;
    return {
      title: this.texts.t('en', 'auth.join', { workspace }),
      path,
      invitation: { workspace, role, email },
      values: { email: email ?? '' },
      account: agent?.account,
      acceptPath: `${path}/acceptance`,
      signInPath: `/sign-in?next=${encodeURIComponent(path)}`,
    };
  }
}
