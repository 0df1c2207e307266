import { Controller, Get, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, BeforeSecondFactor } from '../../common/access';
import type { AgentRequest } from '../../common/current-agent';
import { seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { Confirmation } from './confirmation.service';
import { Factors } from './factors.service';
import { ownerOf } from './owner-of';
import { RememberedDevices } from './remembered-devices.service';
import { SecondStep } from './second-step.service';
import { SignInPage } from './sign-in-page';

export const signInSettings = '/settings/you/sign-in';

/** How somebody signs in: everybody's own page, whatever the role. */
@Controller('settings/you/sign-in')
@Allow('conversation.read')
export class SignInSettingsController {
  constructor(
    private readonly pages: SignInPage,
    private readonly confirmation: Confirmation,
    private readonly secondStep: SecondStep,
    private readonly factors: Factors,
    private readonly devices: RememberedDevices,
    private readonly database: Database,
    private readonly texts: Texts,
  ) {}

  @Get()
  @BeforeSecondFactor()
  async show(@Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    const owner = ownerOf(request);
    const confirmed = await this.confirmation.isFresh(owner.sessionId);
    const isOwed = await this.secondStep.isOwedBy(owner.agent);
    const model = isOwed ? await this.pages.owed(owner, request) : await this.pages.model(owner, request);
    response.render(isOwed ? 'second-factor/owed' : 'second-factor/show', { ...model, confirmed });
  }

  /** A new set, shown here and never again. */
  @Post('recovery-codes')
  @HttpCode(200)
  async renew(@Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    const title = this.texts.t('en', 'factors.codes');
    response.render('second-factor/codes', { title, codes: await this.factors.renewCodes(owner) });
  }

  /** Every browser is asked for the second factor again. */
  @Post('devices/removal')
  @Redirect()
  async forget(@Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    const { agent } = ownerOf(request);
    await this.database.transaction((tx) => this.devices.forget(tx, agent.account.id));
    flash(response, 'positive', 'notices.devicesForgotten');
    return seeOther(signInSettings);
  }
}
