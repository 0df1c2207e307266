import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IsIn } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { TextField, TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { GlossaryFault } from './glossary';
import { readable, readableChoices } from './languages';
import { ReadingLanguages } from './reading-languages';
import { TranslationSettingsService } from './translation-settings.service';

class TeamDto {
  @IsIn(readable) language: string;
}
class WebsiteTranslationDto {
  @TickField() translates = false;
  @TextField(40_000) glossary = '';
}

/** What is wrong with a line of a glossary, as people read it. */
const sentences: Record<GlossaryFault['kind'], string> = {
  glossaryPair: 'translation.glossaryPair',
  glossaryLine: 'translation.glossaryLine',
  glossaryLong: 'translation.glossaryLong',
  glossaryMany: 'translation.glossaryMany',
};

/** Settings → Translation: what the team reads, and each website's switch and words. */
@Controller('settings/translation')
@Allow('website.manage')
export class TranslationController {
  constructor(
    private readonly settings: TranslationSettingsService,
    private readonly readers: ReadingLanguages,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('translation/index')
  show(@CurrentAgent() agent: Agent) {
    return this.page(agent);
  }

  @Post()
  @Form<TranslationController>('translation/index', (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async choose(
    @CurrentAgent() { workspaceId }: Agent,
    @Body() { language }: TeamDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.readers.setForTeam(workspaceId, language);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/translation');
  }

  @Get(':websiteId')
  @Render('translation/website')
  website(@CurrentAgent() agent: Agent, @Param('websiteId', RowIdPipe) websiteId: string) {
    return this.websitePage(agent, websiteId);
  }

  @Post(':websiteId')
  @Form<TranslationController>('translation/website', (controller, { agent, params, body }) =>
    controller.websitePage(agent!, String(params.websiteId), body as Record<string, unknown>),
  )
  @Redirect()
  async change(
    @CurrentAgent() agent: Agent,
    @Param('websiteId', RowIdPipe) websiteId: string,
    @Body() { translates, glossary }: WebsiteTranslationDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    try {
      await this.settings.change(agent, websiteId, translates, glossary);
    } catch (error) {
      if (!(error instanceof GlossaryFault)) throw error;
      const sentence = this.texts.t('en', sentences[error.kind], { line: error.line });
      throw new ChatError('request.invalid', { fields: { glossary: sentence } });
    }
    flash(response, 'positive', 'notices.saved');
    return seeOther(`/settings/translation/${websiteId}`);
  }

  async page({ workspaceId }: Agent) {
    const language = await this.readers.ofTeam(workspaceId);
    return {
      title: this.texts.t('en', 'translation.title'),
      section: 'translation',
      translator: await this.settings.translatorOf(workspaceId),
      languages: readableChoices().map((choice) => ({ ...choice, chosen: choice.code === language })),
      websites: await this.settings.list(workspaceId),
    };
  }

  async websitePage({ workspaceId }: Agent, id: string, typed?: Record<string, unknown>) {
    const kept = await this.settings.of(workspaceId, id);
    const translator = await this.settings.translatorOf(workspaceId);
    const glossary = typeof typed?.glossary === 'string' ? typed.glossary : kept.glossary;
    const translates = typed ? ['true', 'on', true].includes(typed.translates as string) : kept.translates;
    return { title: kept.name, section: 'translation', translator, website: { id, name: kept.name, glossary, translates } };
  }
}
