import { Controller, Get, Param, Render, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../websites.service';
import { WebsitePage } from './website-page';

/** How the widget gets on a website, and a page to try it before. */
@Controller('settings/websites/:id')
@Allow('website.manage')
export class InstallController {
  constructor(
    private readonly websites: WebsitesService,
    private readonly pages: WebsitePage,
    private readonly texts: Texts,
  ) {}

  @Get('install')
  @Render('websites/install')
  async install(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Req() request: Request) {
    const website = await this.websites.ofWorkspace(agent.workspaceId, id);
    const { name, key, domains, helloAt } = website;
    return {
      title: this.texts.t('en', 'install.title', { name }),
      section: 'websites',
      website: { id, name, key, domains },
      snippet: this.pages.snippet(website, request),
      policy: this.pages.policy(request),
      helloAt,
      live: await this.pages.live(website),
      conversationPath: '/inbox/open',
      previewUrl: `/settings/websites/${id}/preview`,
    };
  }

  @Get('preview')
  @Render('websites/preview')
  async preview(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    const { name, key } = await this.websites.ofWorkspace(agent.workspaceId, id);
    return { title: name, key, snippetSrc: '/widget.js' };
  }
}
