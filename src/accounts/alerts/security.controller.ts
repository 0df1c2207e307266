import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { PasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { AlertAnswers } from './alert-answers';
import { SecurityPage } from './security-page';

class DenialDto {
  @PasswordField() password: string;
}

const view = 'security/index';
const here = '/settings/security';
const OnPage = () => Form<SecurityController>(view, (controller, { agent }) => controller.page.model(agent!));

/** Settings → Security. Everybody sees their own alerts, whatever their role. */
@Controller('settings/security')
@Allow('conversation.read')
export class SecurityController {
  constructor(
    readonly page: SecurityPage,
    private readonly answers: AlertAnswers,
  ) {}

  @Get()
  @Render(view)
  show(@CurrentAgent() agent: Agent) {
    return this.page.model(agent);
  }

  @Post(':id/mine')
  @OnPage()
  @Redirect()
  async mine(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.answers.mine(agent, id);
    flash(response, 'positive', 'alerts.notices.mine');
    return seeOther(here);
  }

  @Post(':id/denied')
  @OnPage()
  @Redirect()
  async denied(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { password }: DenialDto) {
    return seeOther(`/alerts/password/${await this.answers.denied(agent, id, password)}`);
  }

  @Post(':id/seen')
  @Allow('member.manage')
  @OnPage()
  @Redirect()
  async seen(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.answers.seen(agent, id);
    flash(response, 'positive', 'alerts.notices.seen');
    return seeOther(here);
  }

  @Post(':id/lock')
  @Allow('member.manage')
  @OnPage()
  @Redirect()
  async lock(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.answers.lock(agent, id);
    flash(response, 'positive', 'alerts.notices.locked');
    return seeOther(here);
  }
}
