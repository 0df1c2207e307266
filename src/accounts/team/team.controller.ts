import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Allow, roles, type Agent, type Role } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { OptionalEmailField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { MembersService } from '../../workspaces/members.service';
import { InvitationsService } from '../invitations/invitations.service';
import { OneTimeLink } from './one-time-link';
import { TeamPage } from './team-page';

class RoleDto {
  @IsIn(roles) role: Role;
}

class InvitationDto extends RoleDto {
  /** Whom to mail the link to; anybody with the link may use it. */
  @OptionalEmailField() email?: string;
}

const here = '/settings/agents';
const OnTeamPage = () => Form<TeamController>('settings/agents', (controller, { agent }) => controller.page.model(agent!));

@Controller('settings')
@Allow('member.manage')
export class TeamController {
  constructor(
    readonly page: TeamPage,
    private readonly members: MembersService,
    private readonly invitations: InvitationsService,
    private readonly link: OneTimeLink,
  ) {}

  @Get('agents')
  @Render('settings/agents')
  show(@CurrentAgent() agent: Agent, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    return this.page.model(agent, this.link.take(request, response));
  }

  @Post('invitations')
  @OnTeamPage()
  @Redirect()
  async invite(
    @CurrentAgent() agent: Agent,
    @Body() chosen: InvitationDto,
    @Req() request: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const token = await this.invitations.create(agent, chosen, (made) => this.link.linkTo(request, made));
    this.link.keep(request, response, token);
    return seeOther(here);
  }

  @Post('invitations/:id/revocation')
  @Redirect()
  async revoke(
    @CurrentAgent() { workspaceId }: Agent,
    @Param('id', RowIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.invitations.revoke(workspaceId, id);
    flash(response, 'positive', 'notices.invitationRevoked');
    return seeOther(here);
  }

  @Post('members/:id/role')
  @OnTeamPage()
  @Redirect()
  async changeRole(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Body() { role }: RoleDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.members.changeRole(agent, id, role);
    flash(response, 'positive', 'notices.roleChanged');
    return seeOther(here);
  }

  @Post('members/:id/removal')
  @OnTeamPage()
  @Redirect()
  async remove(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.members.remove(agent, id);
    flash(response, 'positive', 'notices.memberRemoved');
    return seeOther(here);
  }

  @Post('members/:id/lock')
  @OnTeamPage()
  @Redirect()
  async disable(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.members.disable(agent, id);
    flash(response, 'positive', 'notices.memberDisabled');
    return seeOther(here);
  }

  @Post('members/:id/unlock')
  @OnTeamPage()
  @Redirect()
  async enable(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.members.enable(agent, id);
    flash(response, 'positive', 'notices.memberEnabled');
    return seeOther(here);
  }
}
