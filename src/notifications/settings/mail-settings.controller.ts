import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsIn, Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { OptionalEmailField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { PluginsService } from '../../plugin-host/plugins.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { StopLink } from '../stopping/stop-link';
import { MailSettings } from './mail-settings.service';

/** Minutes; 0: never. */
const pauses = [0, 1, 2, 5, 10, 30, 60];

/** How visitors can stop mails, by how they reach this server. */
const stoppingWords = { https: 'mail.stoppingClick', http: 'mail.stoppingLink', none: 'mail.stoppingNone' } as const;

class MailDto {
  @OptionalEmailField() replyAddress?: string;
  /** '' for none. */
  @Matches(/^[0-9a-z]{0,26}$/, { message: 'fields.choice' }) websiteId: string = '';
}

class PauseDto {
  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsIn(pauses, { message: 'fields.choice' })
  minutes: number;
}

@Controller('settings/mail')
@Allow('workspace.manage')
export class MailSettingsController {
  constructor(
    private readonly settings: MailSettings,
    private readonly websites: WebsitesService,
    private readonly plugins: PluginsService,
    private readonly links: StopLink,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('settings/mail-settings')
  async show(@CurrentAgent() { workspaceId }: Agent) {
    return { ...(await this.page(workspaceId)), values: await this.settings.of(workspaceId) };
  }

  @Post()
  @Form<MailSettingsController>('settings/mail-settings', (controller, { agent }) => controller.page(agent!.workspaceId))
  @Redirect()
  async change(
    @CurrentAgent() { workspaceId }: Agent,
    @Body() { replyAddress = '', websiteId }: MailDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.settings.change(workspaceId, { replyAddress, websiteId });
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/mail');
  }

  @Post('websites/:id')
  @Redirect()
  async changePause(
    @CurrentAgent() { workspaceId }: Agent,
    @Param('id', RowIdPipe) id: string,
    @Body() { minutes }: PauseDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.settings.changePause(workspaceId, id, minutes);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/mail');
  }

  async page(workspaceId: string) {
    const websites = await this.websites.list(workspaceId);
    const [senders, receivers] = await Promise.all([
      this.plugins.providing(workspaceId, 'emailSender'),
      this.plugins.providing(workspaceId, 'emailReceiver'),
    ]);
    return {
      title: this.texts.t('en', 'mail.title'),
      section: 'mail',
      sender: senders[0]?.manifest.name,
      receiver: receivers[0]?.manifest.name,
      stopping: this.texts.t('en', stoppingWords[this.links.reach]),
      choices: websites.filter(({ collectsContact }) => collectsContact).map(({ id, name }) => ({ id, name })),
      websites: await Promise.all(
        websites.map(async ({ id, name, collectsContact }) => {
          const pause = await this.settings.pauseOf(id);
          return { id, name, collectsContact, pause, pauses: [...new Set([...pauses, pause])] };
        }),
      ),
    };
  }
}
