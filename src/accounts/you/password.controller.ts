import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NewPassword } from '../../auth/new-password.service';
import { SignInService } from '../../auth/sign-in/sign-in.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { NewPasswordField, PasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { ClientAddress } from '../../common/http/client-address';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';

class PasswordDto {
  @PasswordField() present: string;
  @NewPasswordField() password: string;
}
const here = '/settings/you/password';

/** Another password, by somebody who knows the one they have. */
@Controller(here)
@Allow('conversation.read')
export class PasswordController {
  constructor(
    private readonly signIn: SignInService,
    private readonly newPassword: NewPassword,
    private readonly database: Database,
    private readonly client: ClientAddress,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('you/password')
  show(@CurrentAgent() agent: Agent) {
    return this.page(agent);
  }

  @Post()
  @Form<PasswordController>('you/password', (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async change(
    @CurrentAgent() { account, workspaceId }: Agent,
    @Body() { present, password }: PasswordDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.signIn.confirm(account.email, present, this.client.of(request));
    if (present === password) throw new ChatError('request.invalid', { fields: { password: 'fields.passwordSame' } });
    const made = await this.newPassword.prepare(account, password);
    const how = { how: 'password.changed', keep: request.sessionId, workspaceId } as const;
    await this.database.transaction((tx) => this.newPassword.keep(tx, made, how));
    flash(response, 'positive', 'notices.passwordChanged');
    return seeOther(here);
  }

  page({ account }: Agent) {
    return { title: this.texts.t('en', 'you.password'), you: 'password', email: account.email, values: {} };
  }
}
