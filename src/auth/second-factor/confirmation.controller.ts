import { Body, Controller, Get, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { Allow, BeforeSecondFactor } from '../../common/access';
import type { AgentRequest } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { localPath } from '../../common/forms/local-path';
import { Texts } from '../../common/texts';
import { AnswerField } from '../passkeys/answer.field';
import { PasskeyCheck } from '../passkeys/passkey-check.service';
import { Passkeys } from '../passkeys/passkeys.service';
import { SessionsService } from '../sessions.service';
import { Confirmation } from './confirmation.service';
import { ownerOf } from './owner-of';
import { SecondFactors } from './second-factors.service';
import { signInSettings } from './sign-in-settings.controller';

class NextDto {
  @IsOptional() @IsString() next?: string;
}
class ProofDto extends NextDto {
  /** A password, or a code. */
  @MaxLength(256) @IsNotEmpty() @IsString() proof: string;
}
class AnswerDto extends NextDto {
  @AnswerField() answer: string;
}

const view = 'second-factor/confirmation';
const OnPage = () =>
  Form<ConfirmationController>(view, (controller, request) => controller.page(request, (request.body as NextDto)?.next));

/** Showing once more who one is, before something that protects the account changes. */
@Controller('settings/you/sign-in/confirmation')
@Allow('conversation.read')
export class ConfirmationController {
  constructor(
    private readonly confirmation: Confirmation,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly check: PasskeyCheck,
    private readonly sessions: SessionsService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @BeforeSecondFactor()
  async show(@Query('next') next: unknown, @Req() request: AgentRequest, @Res() response: Response): Promise<void> {
    response.render(view, await this.page(request, next));
  }

  @Post()
  @BeforeSecondFactor()
  @OnPage()
  @Redirect()
  async byProof(@Body() { proof, next }: ProofDto, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    await this.confirmation.confirm(ownerOf(request).agent, proof, response, request as Request);
    return seeOther(localPath(next) ?? signInSettings);
  }

  @Post('passkey/options')
  options(@Req() request: AgentRequest) {
    return this.check.options(askedOf(request), request);
  }

  @Post('passkey')
  @OnPage()
  @Redirect()
  async byPasskey(
    @Body() { answer, next }: AnswerDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.check.recognise(askedOf(request), answer, request);
    await this.sessions.confirm(ownerOf(request).agent, response, request as Request);
    return seeOther(localPath(next) ?? signInSettings);
  }

  async page(request: AgentRequest, next: unknown) {
    const { account } = ownerOf(request).agent;
    return {
      title: this.texts.t('en', 'factors.confirmTitle'),
      next: localPath(next),
      hasFactor: await this.factors.isRequired(account.id),
      hasPasskey: (await this.passkeys.list(account.id)).length > 0,
    };
  }
}

function askedOf(request: AgentRequest) {
  const { agent, sessionId } = ownerOf(request);
  return { ceremony: 'confirmation', holder: sessionId, accountId: agent.account.id } as const;
}
