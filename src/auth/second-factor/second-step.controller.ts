import { Body, Controller, Get, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { ShortField, TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { localPath } from '../../common/forms/local-path';
import { AnswerField } from '../passkeys/answer.field';
import { PasskeyCheck } from '../passkeys/passkey-check.service';
import { Finish } from './finish.service';
import type { HalfSession } from './half-session.entity';
import { HalfSessions } from './half-sessions.service';
import { SecondStepPage } from './second-step-page';

class StepDto {
  @TickField() remember: boolean = false;
  @IsOptional() @IsString() next?: string;
}
class CodeDto extends StepDto {
  @ShortField(60) code: string;
}
class PasskeyDto extends StepDto {
  @AnswerField() answer: string;
}

const home = '/inbox';
const view = 'second-factor/step';
const OnPage = () => Form<SecondStepController>(view, (controller, request) => controller.page(request));

/** Where somebody stands whose password was right. */
@Controller('sign-in/second-step')
export class SecondStepController {
  constructor(
    private readonly halves: HalfSessions,
    private readonly finish: Finish,
    private readonly passkeys: PasskeyCheck,
    private readonly pages: SecondStepPage,
  ) {}

  @Get()
  @Public('half a session is looked for; without one there is nothing to see')
  async show(@Query('next') next: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const half = await this.halves.find(request);
    if (!half) return response.redirect(303, '/sign-in');
    response.render(view, await this.pages.model(half, next, request));
  }

  @Post()
  @Public('half a session is needed; tries are counted')
  @OnPage()
  @Redirect()
  async byCode(
    @Body() { code, remember, next }: CodeDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.finish.byCode(await this.halfOf(request), code, remember, response, request);
    return seeOther(localPath(next) ?? home);
  }

  @Post('passkey/options')
  @Public('half a session is needed')
  async options(@Req() request: Request) {
    const { id, accountId } = await this.halfOf(request);
    return this.passkeys.options({ ceremony: 'second-step', holder: id, accountId }, request);
  }

  @Post('passkey')
  @Public('half a session is needed; tries are counted')
  @OnPage()
  @Redirect()
  async byPasskey(
    @Body() { answer, remember, next }: PasskeyDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.finish.byPasskey(await this.halfOf(request), answer, remember, response, request);
    return seeOther(localPath(next) ?? home);
  }

  /** Somebody else wants to sign in. */
  @Post('end')
  @Public('ending it twice does no harm')
  @Redirect()
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await this.halves.end(request, response);
    return seeOther('/sign-in');
  }

  async page(request: Request) {
    return this.pages.model(await this.halfOf(request), (request.body as StepDto | undefined)?.next, request);
  }

  private async halfOf(request: Request): Promise<HalfSession> {
    const half = await this.halves.find(request);
    if (!half) throw new ChatError('second_step.over');
    return half;
  }
}
