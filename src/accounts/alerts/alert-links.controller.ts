import { Body, Controller, Get, Header, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { NewPasswordField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { ClientAddress } from '../../common/http/client-address';
import { flash } from '../../common/http/flash';
import { AccountLocks } from './account-locks.service';
import { AlertAnswers } from './alert-answers';
import { AlertLinkPage } from './alert-link-page';

class LinkParams {
  @Matches(/^[\w-]{43}$/) token: string;
}
class NewPasswordDto {
  @NewPasswordField() password: string;
}

/** Where links of security mails lead. Opening one changes nothing: programs that scan mails open them, too. */
@Controller('alerts')
export class AlertLinksController {
  constructor(
    readonly page: AlertLinkPage,
    private readonly answers: AlertAnswers,
    private readonly locks: AccountLocks,
    private readonly address: ClientAddress,
  ) {}

  @Get(':token')
  @Public('whoever holds the link of the mail may read what it is about')
  @Header('Referrer-Policy', 'no-referrer')
  @Render('security/answer')
  show(@Param() { token }: LinkParams) {
    return this.page.answer(token);
  }

  @Post(':token/mine')
  @Public('the link is checked, and works once')
  @Redirect()
  async mine(@Param() { token }: LinkParams, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await this.answers.byLink(token, true, this.address.traces(request));
    flash(response, 'positive', 'alerts.notices.mine');
    return seeOther('/sign-in');
  }

  @Post(':token/denied')
  @Public('the link is checked, and works once')
  @Redirect()
  async denied(@Param() { token }: LinkParams, @Req() request: Request) {
    return seeOther(`/alerts/password/${await this.answers.byLink(token, false, this.address.traces(request))}`);
  }

  @Get('password/:token')
  @Public('whoever holds the link may choose a new password')
  @Header('Referrer-Policy', 'no-referrer')
  @Render('security/password')
  choose(@Param() { token }: LinkParams) {
    return this.page.password(token);
  }

  @Post('password/:token')
  @Public('the link is checked, and works once')
  @Form<AlertLinksController>('security/password', (controller, { params }) => controller.page.password(String(params.token)))
  @Redirect()
  async chosen(
    @Param() { token }: LinkParams,
    @Body() { password }: NewPasswordDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.locks.unlock(token, password);
    flash(response, 'positive', 'alerts.notices.unlocked');
    return seeOther('/sign-in');
  }
}
