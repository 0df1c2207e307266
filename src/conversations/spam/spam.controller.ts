import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { TextField, TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { longestPhrase, mostPhrases, SpamSettings } from './spam-settings.service';

class SpamDto {
  @TickField() isOn: boolean = false;
  /** One on each line. */
  @TextField(mostPhrases * (longestPhrase + 2)) phrases: string = '';
}

/** What a workspace takes for spam. */
@Controller('settings/spam')
@Allow('abuse.manage')
export class SpamController {
  constructor(
    private readonly settings: SpamSettings,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('spam/index')
  async show(@CurrentAgent() { workspaceId }: Agent) {
    const { isOn, phrases } = await this.settings.of(workspaceId);
    return { ...this.page(), isOn, phrases: phrases.join('\n') };
  }

  @Post()
  @Form<SpamController>('spam/index', (controller, { body }: AgentRequest) => {
    const { phrases, isOn } = (body ?? {}) as Record<string, unknown>;
    return { ...controller.page(), isOn: Boolean(isOn), phrases: typeof phrases === 'string' ? phrases : '' };
  })
  @Redirect()
  async choose(@CurrentAgent() agent: Agent, @Body() { isOn, phrases }: SpamDto, @Res({ passthrough: true }) response: Response) {
    const lines = phrases.split(/\r?\n/).map((line) => line.trim());
    await this.settings.choose(agent, { isOn, phrases: [...new Set(lines.filter(Boolean))] });
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/spam');
  }

  page() {
    return { title: this.texts.t('en', 'spam.title'), section: 'spam', values: {} };
  }
}
