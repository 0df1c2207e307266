import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SessionsService } from '../../auth/sessions.service';
import { Public } from '../../common/access';
import { EmailField, LineField, NewPasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { Texts } from '../../common/texts';
import { NewCustomers, type NewCustomer } from './new-customer.service';
import { RegistrationService } from './registration.service';

class AskDto {
  @EmailField() email: string;
}
class NewCustomerDto implements NewCustomer {
  @LineField() name: string;
  @NewPasswordField() password: string;
  @LineField() company: string;
  @LineField() workspace: string;
}

/** Making an account, where the operator lets anybody. Elsewhere these doors are not there. */
@Controller('register')
@Public('nobody who makes an account has one; there only where the operator opened it')
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly customers: NewCustomers,
    private readonly sessions: SessionsService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('auth/register')
  show() {
    return this.asking();
  }

  @Post()
  @Form<RegistrationController>('auth/register', (controller) => controller.asking())
  @Redirect()
  async ask(@Body() { email }: AskDto, @Req() request: Request) {
    await this.registrations.ask(email, request);
    return seeOther('/register/sent');
  }

  @Get('sent')
  @Render('auth/register-sent')
  sent() {
    this.registrations.checkOpen();
    return { title: this.texts.t('en', 'auth.registerSent') };
  }

  @Get(':token')
  @Render('auth/register-finish')
  open(@Param('token') token: string) {
    return this.finishing(token);
  }

  @Post(':token')
  @Form<RegistrationController>('auth/register-finish', (controller, { params }) => controller.finishing(String(params.token)))
  @Redirect()
  async finish(
    @Param('token') token: string,
    @Body() customer: NewCustomerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { accountId, workspaceId, websiteId } = await this.customers.welcome(token, customer);
    await this.sessions.start(accountId, workspaceId, response, request);
    return seeOther(`/settings/websites/${websiteId}/install`);
  }

  asking() {
    this.registrations.checkOpen();
    return { title: this.texts.t('en', 'auth.register'), values: {} };
  }

  async finishing(token: string) {
    const email = await this.registrations.read(token);
    return { title: this.texts.t('en', 'auth.registerChoose'), path: `/register/${token}`, email, values: {} };
  }
}
