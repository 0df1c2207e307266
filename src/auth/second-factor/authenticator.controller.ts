import { Body, Controller, Get, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, BeforeSecondFactor } from '../../common/access';
import type { AgentRequest } from '../../common/current-agent';
import { ShortField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { ClientAddress } from '../../common/http/client-address';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { relyingPartyOf } from '../passkeys/relying-party';
import { Authenticators } from './authenticators.service';
import { Confirmation } from './confirmation.service';
import { Factors } from './factors.service';
import { ownerOf } from './owner-of';
import { qrCode } from './qr-code';
import { signInSettings } from './sign-in-settings.controller';
import { plainCode } from './recovery-codes.service';

class CodeDto {
  @ShortField(20) code: string;
}

const view = 'second-factor/authenticator';

/** Setting up an app that shows codes. */
@Controller('settings/you/sign-in/authenticator')
@Allow('conversation.read')
export class AuthenticatorController {
  constructor(
    private readonly authenticators: Authenticators,
    private readonly factors: Factors,
    private readonly confirmation: Confirmation,
    private readonly address: ClientAddress,
    private readonly texts: Texts,
  ) {}

  @Post('beginning')
  @BeforeSecondFactor()
  @Redirect()
  async begin(@Req() request: AgentRequest) {
    const { agent, sessionId } = ownerOf(request);
    await this.confirmation.demand(sessionId);
    await this.authenticators.begin(agent.account.id);
    return seeOther(`${signInSettings}/authenticator`);
  }

  @Get()
  @BeforeSecondFactor()
  async show(@Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    // The secret is on this page: a session alone does not read it.
    await this.confirmation.demand(ownerOf(request).sessionId);
    response.render(view, await this.page(request));
  }

  @Post()
  @HttpCode(200)
  @BeforeSecondFactor()
  @Form<AuthenticatorController>(view, (controller, request) => controller.page(request))
  async confirm(@Body() { code }: CodeDto, @Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    const codes = await this.factors.addAuthenticator(owner, plainCode(code));
    if (codes)
      return response.render('second-factor/codes', { title: this.texts.t('en', 'factors.codes'), codes, isFirst: true });
    flash(response, 'positive', 'notices.factorAdded');
    response.redirect(303, signInSettings);
  }

  @Post('removal')
  @Redirect()
  async remove(@Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    const owner = ownerOf(request);
    await this.confirmation.demand(owner.sessionId);
    await this.factors.removeAuthenticator(owner);
    flash(response, 'positive', 'notices.factorRemoved');
    return seeOther(signInSettings);
  }

  async page(request: AgentRequest) {
    const { account } = ownerOf(request).agent;
    const issuer = `Parlour (${relyingPartyOf(this.address, request).id})`;
    const { secret, uri } = await this.authenticators.pending(account.id, account.email, issuer);
    return {
      title: this.texts.t('en', 'factors.setUpApp'),
      secret: secret.match(/.{1,4}/g)!.join(' '),
      uri,
      code: await qrCode(uri),
    };
  }
}
