import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsNotEmpty } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { LineField, TextField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { announcementKinds, Announcements, type Announcement } from './announcements.service';

class AnnouncementDto implements Announcement {
  @IsIn(announcementKinds) kind: Announcement['kind'];
  @LineField() subject: string;
  @TextField(8000) @IsNotEmpty() body: string;
}
const here = '/settings/announcements';

/** An owner writes to the people with a login. */
@Controller(here)
@Allow('member.announce')
export class AnnouncementsController {
  constructor(
    private readonly announcements: Announcements,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('settings/announcements')
  show() {
    return this.page();
  }

  @Post()
  @Form<AnnouncementsController>('settings/announcements', (controller) => controller.page())
  @Redirect()
  async send(@CurrentAgent() agent: Agent, @Body() letter: AnnouncementDto, @Res({ passthrough: true }) response: Response) {
    await this.announcements.send(agent, letter);
    flash(response, 'positive', 'notices.announced');
    return seeOther(here);
  }

  page() {
    return { title: this.texts.t('en', 'settings.announcements'), section: 'announcements', values: { kind: 'news' } };
  }
}
