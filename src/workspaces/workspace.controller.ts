import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { SessionsService } from '../auth/sessions.service';
import { Allow, BeforeSecondFactor, type Agent } from '../common/access';
import { CurrentAgent, type AgentRequest } from '../common/current-agent';
import { ChatError } from '../common/errors';
import { ColourField, LineField } from '../common/forms/fields';
import { Form, seeOther } from '../common/forms/form';
import { flash } from '../common/http/flash';
import { Texts } from '../common/texts';
import { MembersService } from './members.service';
import { WorkspacesService } from './workspaces.service';

class WorkspaceDto {
  @LineField() name: string;
  @ColourField() accent: string;
}

class SwitchDto {
  @Matches(/^[\w-]{1,64}$/) id: string;
}

@Controller()
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly members: MembersService,
    private readonly sessions: SessionsService,
    private readonly texts: Texts,
  ) {}

  @Get('settings/workspace')
  @Allow('workspace.manage')
  @Render('settings/workspace')
  async show(@CurrentAgent() agent: Agent) {
    const { name, accent } = await this.workspaces.get(agent.workspaceId);
    return { ...this.page(), values: { name, accent } };
  }

  @Post('settings/workspace')
  @Allow('workspace.manage')
  @Form<WorkspaceController>('settings/workspace', (controller) => controller.page())
  @Redirect()
  async update(@CurrentAgent() agent: Agent, @Body() changes: WorkspaceDto, @Res({ passthrough: true }) response: Response) {
    await this.workspaces.update(agent.workspaceId, changes);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/workspace');
  }

  /** Looks at another of one's own workspaces. */
  @Post('workspace')
  @Allow('conversation.read')
  @BeforeSecondFactor()
  @Redirect()
  async enter(
    @CurrentAgent() { account }: Agent,
    @Body() { id }: SwitchDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!(await this.members.isMember(id, account.id))) throw new ChatError('request.not_found');
    await this.sessions.move(account.id, id, response, request as Request);
    return seeOther('/inbox');
  }

  page() {
    return { title: this.texts.t('en', 'settings.workspaceTitle'), section: 'workspace' };
  }
}
