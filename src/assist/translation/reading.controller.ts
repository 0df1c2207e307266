import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IsIn } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { languageName, readable, readableChoices } from './languages';
import { ReadingLanguages } from './reading-languages';

class ReadingDto {
  /** Empty: what the team reads. */
  @IsIn(['', ...readable]) language: string;
}

/** What somebody of the team reads in: theirs to choose, whatever their role. */
@Controller('you/reading')
@Allow('conversation.read')
export class ReadingController {
  constructor(
    private readonly readers: ReadingLanguages,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('translation/reading')
  show(@CurrentAgent() agent: Agent) {
    return this.page(agent);
  }

  @Post()
  @Form<ReadingController>('translation/reading', (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async choose(
    @CurrentAgent() { workspaceId, account }: Agent,
    @Body() { language }: ReadingDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.readers.set(workspaceId, account.id, language || undefined);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/you/reading');
  }

  async page({ workspaceId, account }: Agent) {
    const [chosen, team] = await Promise.all([this.readers.chosen(workspaceId, account.id), this.readers.ofTeam(workspaceId)]);
    const languages = readableChoices().map((choice) => ({ ...choice, chosen: choice.code === chosen }));
    return { title: this.texts.t('en', 'translation.reading'), team: languageName(team), languages };
  }
}
