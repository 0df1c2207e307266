import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { consentCategories } from '../../plugin-api/manifest';
import { AccountChoices, isInForce } from './account-choices.service';

class ChoicesDto {
  @TickField() preferences: boolean = false;
  @TickField() analytics: boolean = false;
  @TickField() personalisation: boolean = false;
  @TickField() sharing: boolean = false;
  /** Of the words that were read. */
  @Matches(/^[0-9a-f]{64}$/) wording: string;
  /** All at once, whatever the switches say. */
  @IsOptional() @IsIn(['accept', 'reject']) answer?: 'accept' | 'reject';
}

/** What somebody of the team agrees to: theirs to choose, whatever their role. */
@Controller('you/choices')
@Allow('conversation.read')
export class AccountChoicesController {
  constructor(
    private readonly choices: AccountChoices,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('consent/choices')
  show(@CurrentAgent() agent: Agent, @Req() request: Request) {
    return this.page(agent, request);
  }

  @Post()
  @Form<AccountChoicesController>('consent/choices', (controller, request) => controller.page(request.agent!, request))
  @Redirect()
  async choose(
    @CurrentAgent() agent: Agent,
    @Body() { answer, wording, ...ticked }: ChoicesDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const granted = consentCategories.filter((category) => (answer ? answer === 'accept' : ticked[category]));
    await this.choices.choose(agent, granted, wording, isDenied(request));
    flash(response, 'positive', 'choices.saved');
    return seeOther('/you/choices');
  }

  async page(agent: Agent, request: Request) {
    const { question, asks, wording, receipt } = await this.choices.of(agent);
    const denied = isDenied(request);
    return {
      title: this.texts.t('en', 'choices.title'),
      question,
      wording,
      denied,
      asks: asks.map((ask) => ({ ...ask, isOn: isInForce(ask, receipt) && !(denied && ask.deniable) })),
    };
  }
}

const isDenied = (request: Request): boolean => request.headers['sec-gpc'] === '1';
