import { Body, Controller, Get, HttpCode, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SignInService } from '../../auth/sign-in/sign-in.service';
import { Allow, Public, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { EmailField, PasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { ClientAddress } from '../../common/http/client-address';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { AddressChanges } from './address-changes.service';
import { ProfilePage } from './profile-page.service';

class AddressDto {
  @EmailField() email: string;
  @PasswordField() present: string;
}
const here = '/settings/you';

/** Another address to sign in with. */
@Controller()
export class AddressController {
  constructor(
    private readonly changes: AddressChanges,
    readonly page: ProfilePage,
    private readonly signIn: SignInService,
    private readonly client: ClientAddress,
    private readonly texts: Texts,
  ) {}

  @Post('settings/you/address')
  @Allow('conversation.read')
  @Form<AddressController>('you/profile', (controller, { agent }) => controller.page.model(agent!))
  @Redirect()
  async ask(
    @CurrentAgent() agent: Agent,
    @Body() { email, present }: AddressDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.signIn.confirm(agent.account.email, present, this.client.of(request));
    await this.changes.ask(agent, email);
    flash(response, 'positive', 'notices.addressAsked');
    return seeOther(here);
  }

  @Post('settings/you/address/withdrawal')
  @Allow('conversation.read')
  @Redirect()
  async withdraw(@CurrentAgent() agent: Agent, @Res({ passthrough: true }) response: Response) {
    await this.changes.withdraw(agent);
    flash(response, 'positive', 'notices.addressWithdrawn');
    return seeOther(here);
  }

  /** Looking changes nothing, because programs open every link of a mail. */
  @Get('address/:token')
  @Public('whoever has the link got it in their mailbox')
  @Render('you/address')
  async show(@Param('token') token: string) {
    const { email, isNew } = await this.changes.read(token);
    return { title: this.texts.t('en', 'you.addressConfirm'), path: `/address/${token}`, email, isNew };
  }

  @Post('address/:token')
  @Public('the link is checked')
  @HttpCode(200)
  @Render('you/address')
  async confirm(@Param('token') token: string) {
    const { email, isNew } = await this.changes.read(token);
    const isDone = await this.changes.confirm(token);
    return { title: this.texts.t('en', 'you.addressConfirm'), email, isNew, isDone, waits: !isDone };
  }
}
