import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { EnablementChanges, type Decision } from '../enablement/enablement-changes.service';
import { EnablementsService } from '../enablement/enablements.service';
import { PluginIdPipe } from './plugin-id.pipe';
import { PluginList } from './plugin-list';
import { PluginPage } from './plugin-page';
import { typedSettings } from './setting-fields';
import { Trial } from './trial';

type Fields = Record<string, unknown>;
const view = 'plugins/show';
/** A refused form stands on the plugin's page, with what was typed. */
const again = (controller: PluginsController, request: AgentRequest) =>
  controller.pages.of(request, request.agent!, String(request.params.id), { typed: request.body as Fields });

@Controller('settings/plugins')
export class PluginsController {
  constructor(
    private readonly list: PluginList,
    readonly pages: PluginPage,
    private readonly changes: EnablementChanges,
    private readonly catalogue: PluginCatalogue,
    private readonly enablements: EnablementsService,
    private readonly trial: Trial,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Allow('plugin.read')
  @Render('plugins/index')
  async index(@CurrentAgent() { workspaceId }: Agent) {
    return { title: this.texts.t('en', 'plugins.title'), section: 'plugins', ...(await this.list.page(workspaceId)) };
  }

  @Get(':id')
  @Allow('plugin.read')
  @Render(view)
  show(@Req() request: Request, @CurrentAgent() agent: Agent, @Param('id', PluginIdPipe) id: string) {
    return this.pages.of(request, agent, id);
  }

  @Post(':id/enabling')
  @Allow('plugin.manage')
  @Form<PluginsController>(view, again)
  @Redirect()
  async enable(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Body() body: Fields,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.changes.enable(agent, id, this.decision(id, body));
    if (!(await this.waits(agent, id))) return this.back(response, id, 'plugins.notices.enabled');
    flash(response, 'positive', 'plugins.notices.waits');
    return seeOther('/privacy/notice');
  }

  @Post(':id/settings')
  @Allow('plugin.manage')
  @Form<PluginsController>(view, again)
  @Redirect()
  async configure(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Body() body: Fields,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.changes.configure(agent, id, this.decision(id, body));
    return this.back(response, id, 'notices.saved');
  }

  @Post(':id/disabling')
  @Allow('plugin.manage')
  @Form<PluginsController>(view, again)
  @Redirect()
  async disable(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.changes.disable(agent, id);
    return this.back(response, id, 'plugins.notices.disabled');
  }

  @Post(':id/forgetting')
  @Allow('plugin.manage')
  @Form<PluginsController>(view, again)
  @Redirect()
  async forget(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.changes.forget(agent, id);
    flash(response, 'positive', 'plugins.notices.forgotten');
    return seeOther('/settings/plugins');
  }

  /** Answers with the page itself: what the plugin says is for whoever asked, and is kept nowhere. */
  @Post(':id/trial')
  @Allow('plugin.manage')
  @Form<PluginsController>(view, again)
  @Render(view)
  async test(@Req() request: Request, @CurrentAgent() agent: Agent, @Param('id', PluginIdPipe) id: string) {
    // Whose plugin it is not hears so first.
    await this.pages.of(request, agent, id);
    const trial = await this.trial.of(agent.workspaceId, id);
    return this.pages.of(request, agent, id, { trial });
  }

  /** Whether people have to be told first. */
  private async waits({ workspaceId }: Agent, id: string): Promise<boolean> {
    const standings = await this.enablements.standings(workspaceId);
    return standings.some(({ row, standing }) => row.pluginId === id && standing === 'notice');
  }

  private decision(id: string, body: Fields): Decision {
    const manifest = this.catalogue.usable(id)?.manifest;
    const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
    const settings = manifest ? typedSettings(manifest, body) : {};
    return { sheet: text('sheet'), country: text('country'), settings };
  }

  private back(response: Response, id: string, notice: string) {
    flash(response, 'positive', notice);
    return seeOther(`/settings/plugins/${id}`);
  }
}
