import { Body, Controller, Post, Redirect, Req, Res } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { Form, seeOther } from '../../common/forms/form';
import { localPath } from '../../common/forms/local-path';
import { ClientAddress } from '../../common/http/client-address';
import { Texts } from '../../common/texts';
import { SignInLimits } from '../sign-in/sign-in-limits';
import { SignInService } from '../sign-in/sign-in.service';
import { AnswerField } from './answer.field';
import { PasskeyCheck } from './passkey-check.service';

class AnswerDto {
  @AnswerField() answer: string;
  @IsOptional() @IsString() next?: string;
}

const asked = { ceremony: 'sign-in', holder: '' } as const;

/** Signing in without a password: the device has the key, and its person unlocked it, which are two factors at once. */
@Controller('sign-in/passkey')
export class PasskeySignInController {
  constructor(
    private readonly passkeys: PasskeyCheck,
    private readonly signIn: SignInService,
    private readonly limits: SignInLimits,
    private readonly address: ClientAddress,
    private readonly texts: Texts,
  ) {}

  @Post('options')
  @Public('people sign in here; tries are limited')
  async options(@Req() request: Request) {
    await this.limits.countFrom(this.address.of(request));
    return this.passkeys.options(asked, request);
  }

  @Post()
  @Public('people sign in here; tries are limited')
  @Form<PasskeySignInController>('auth/sign-in', (controller, { body }) => controller.page((body as AnswerDto | undefined)?.next))
  @Redirect()
  async start(@Body() { answer, next }: AnswerDto, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await this.limits.countFrom(this.address.of(request));
    const accountId = await this.passkeys.recognise(asked, answer, request);
    await this.signIn.enter(accountId, response, request, { proven: true });
    return seeOther(localPath(next) ?? '/inbox');
  }

  page(next: unknown) {
    return { title: this.texts.t('en', 'auth.signIn'), next: localPath(next), passkeys: true, values: {} };
  }
}
