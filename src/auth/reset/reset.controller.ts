import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { EmailField, NewPasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { ResetService } from './reset.service';

class AskDto {
  @EmailField() email: string;
}
class ChooseDto {
  @NewPasswordField() password: string;
}

/** Forgotten the password. */
@Controller('reset')
export class ResetController {
  constructor(
    private readonly reset: ResetService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Public('nobody who forgot their password is signed in')
  @Render('auth/reset')
  show() {
    return this.asking();
  }

  @Post()
  @Public('nobody who forgot their password is signed in; requests are limited')
  @Form<ResetController>('auth/reset', (controller) => controller.asking())
  @Redirect()
  async ask(@Body() { email }: AskDto, @Req() request: Request) {
    await this.reset.ask(email, request);
    return seeOther('/reset/sent');
  }

  @Get('sent')
  @Public('says the same to everybody')
  @Render('auth/reset-sent')
  sent() {
    return { title: this.texts.t('en', 'auth.resetSent') };
  }

  @Get(':token')
  @Public('whoever holds the link may set the password')
  @Render('auth/reset-choose')
  open(@Param('token') token: string) {
    return this.choosing(token);
  }

  @Post(':token')
  @Public('the link is checked, and works once')
  @Form<ResetController>('auth/reset-choose', (controller, { params }) => controller.choosing(String(params.token)))
  @Redirect()
  async choose(
    @Param('token') token: string,
    @Body() { password }: ChooseDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.reset.finish(token, password, response, request);
    flash(response, 'positive', 'notices.passwordChanged');
    return seeOther('/inbox');
  }

  asking() {
    return { title: this.texts.t('en', 'auth.reset'), values: {} };
  }

  async choosing(token: string) {
    const { email } = await this.reset.read(token);
    return { title: this.texts.t('en', 'auth.resetChoose'), path: `/reset/${token}`, email, values: {} };
  }
}
