import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { PluginsService } from '../../plugin-host/plugins.service';
import { dictionaries } from './spelling/speller';
import { WritingPreferences } from './writing-preferences';
import { languageName } from '../../common/language-name';

class WritingSettingsDto {
  @TickField() masks = false;
}

/** Who helps to write, and what of a text they may see. */
@Controller('settings/writing')
export class WritingSettingsController {
  constructor(
    private readonly preferences: WritingPreferences,
    private readonly plugins: PluginsService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Allow('workspace.manage')
  @Render('settings/writing')
  show(@CurrentAgent() agent: Agent) {
    return this.page(agent.workspaceId);
  }

  @Post()
  @Allow('workspace.manage')
  @Form<WritingSettingsController>('settings/writing', (controller, { agent }: AgentRequest) =>
    controller.page(agent!.workspaceId),
  )
  @Redirect()
  async update(
    @CurrentAgent() agent: Agent,
    @Body() changes: WritingSettingsDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.preferences.change(agent, changes);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/writing');
  }

  async page(workspaceId: string) {
    const [provider] = await this.plugins.providing(workspaceId, 'writingAssistant');
    return {
      title: this.texts.t('en', 'writing.settingsTitle'),
      section: 'writing',
      provider: provider && { name: provider.manifest.name, recipient: provider.recipient, country: provider.country },
      masks: await this.preferences.masks(workspaceId),
      languages: dictionaries.map(languageName).join(', '),
    };
  }
}
