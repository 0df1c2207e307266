import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../websites.service';
import { NewWebsiteDto, WebsiteDto } from './website.dto';
import { WebsitePage } from './website-page';

@Controller('settings/websites')
@Allow('website.manage')
export class WebsitesController {
  constructor(
    private readonly websites: WebsitesService,
    private readonly pages: WebsitePage,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('settings/websites')
  list(@CurrentAgent() agent: Agent) {
    return this.listPage(agent);
  }

  @Post()
  @Form<WebsitesController>('settings/websites', (controller, { agent }) => controller.listPage(agent!))
  @Redirect()
  async create(@CurrentAgent() agent: Agent, @Body() { name, domain }: NewWebsiteDto) {
    const { id } = await this.websites.add(agent.workspaceId, { name, domains: domain ? [domain] : [] });
    return seeOther(`/settings/websites/${id}/install`);
  }

  @Get(':id')
  @Render('settings/website')
  show(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Req() request: AgentRequest) {
    return this.page(agent, id, request);
  }

  @Post(':id')
  @Form<WebsitesController>('settings/website', (controller, request) =>
    controller.page(request.agent!, String(request.params.id), request, request.body as Record<string, unknown>),
  )
  @Redirect()
  async update(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Body() changes: WebsiteDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.websites.update(agent.workspaceId, id, changes);
    flash(response, 'positive', 'notices.saved');
    return seeOther(`/settings/websites/${id}`);
  }

  async listPage(agent: Agent) {
    const websites = await this.websites.list(agent.workspaceId);
    return { title: this.texts.t('en', 'settings.websitesTitle'), section: 'websites', websites, values: {} };
  }

  page(agent: Agent, id: string, request: AgentRequest, typed?: Record<string, unknown>) {
    return this.pages.model(request, agent.workspaceId, id, typed);
  }
}
