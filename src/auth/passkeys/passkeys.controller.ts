import { Body, Controller, HttpCode, Param, Post, Redirect, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, BeforeSecondFactor } from '../../common/access';
import type { AgentRequest } from '../../common/current-agent';
import { LineField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { Confirmation } from '../second-factor/confirmation.service';
import { ownerOf } from '../second-factor/owner-of';
import { SignInPage } from '../second-factor/sign-in-page';
import { signInSettings } from '../second-factor/sign-in-settings.controller';
import { AnswerField } from './answer.field';
import { Passkeys } from './passkeys.service';

class NameDto {
  @LineField() name: string;
}
class NewPasskeyDto extends NameDto {
  @AnswerField() answer: string;
}

const OnPage = () =>
  Form<PasskeysController>('second-factor/show', async (controller, request) => ({
    ...(await controller.pages.model(ownerOf(request), request)),
    confirmed: true,
  }));

/** Somebody's own passkeys. */
@Controller('settings/you/sign-in/passkeys')
@Allow('conversation.read')
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly confirmation: Confirmation,
    readonly pages: SignInPage,
    private readonly texts: Texts,
  ) {}

  @Post('options')
  @BeforeSecondFactor()
  async options(@Req() request: AgentRequest) {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    return this.passkeys.registrationOptions(owner, request);
  }

  @Post()
  @HttpCode(200)
  @BeforeSecondFactor()
  @OnPage()
  async add(@Body() { name, answer }: NewPasskeyDto, @Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    const codes = await this.passkeys.add(owner, name, answer, request);
    if (codes)
      return response.render('second-factor/codes', { title: this.texts.t('en', 'factors.codes'), codes, isFirst: true });
    flash(response, 'positive', 'notices.factorAdded');
    response.redirect(303, signInSettings);
  }

  @Post(':id/name')
  @OnPage()
  @Redirect()
  async rename(
    @Param('id', RowIdPipe) id: string,
    @Body() { name }: NameDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.passkeys.rename(ownerOf(request).agent.account.id, id, name);
    flash(response, 'positive', 'notices.saved');
    return seeOther(signInSettings);
  }

  @Post(':id/removal')
  @Redirect()
  async remove(@Param('id', RowIdPipe) id: string, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    await this.passkeys.remove(owner, id);
    flash(response, 'positive', 'notices.factorRemoved');
    return seeOther(signInSettings);
  }
}
