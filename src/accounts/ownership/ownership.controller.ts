import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { SessionsService } from '../../auth/sessions.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { ClientAddress } from '../../common/http/client-address';
import { TeamPage } from '../team/team-page';
import { Ownership } from './ownership';
import { OwnershipPage } from './ownership-page';

class OfferDto {
  @Matches(/^[0-9a-z]{26}$/) toId: string;
  @TickField() stepsDown: boolean = false;
}

const view = 'settings/ownership';
const team = '/settings/agents';
const OnOwnPage = () => Form<OwnershipController>(view, (controller, { agent }) => controller.page.model(agent!));
const OnTeamPage = () => Form<OwnershipController>('settings/agents', (controller, { agent }) => controller.team.model(agent!));

/** Giving a workspace to somebody: an owner offers it, whom it is offered to confirms it. */
@Controller()
export class OwnershipController {
  constructor(
    private readonly ownership: Ownership,
    readonly page: OwnershipPage,
    readonly team: TeamPage,
    private readonly address: ClientAddress,
    private readonly sessions: SessionsService,
  ) {}

  @Post('settings/ownership')
  @Allow('member.manage')
  @OnTeamPage()
  @Redirect()
  async offer(
    @CurrentAgent() agent: Agent,
    @Body() offer: OfferDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const link = `${this.address.publicOrigin(request)}/you/ownership`;
    await this.ownership.offer(agent, { ...offer, link });
    flash(response, 'positive', 'notices.ownershipOffered');
    return seeOther(team);
  }

  @Post('settings/ownership/withdrawal')
  @Allow('member.manage')
  @OnTeamPage()
  @Redirect()
  async withdraw(@CurrentAgent() agent: Agent, @Res({ passthrough: true }) response: Response) {
    if (agent.role !== 'owner') throw new ChatError('access.denied');
    await this.ownership.withdraw(agent);
    flash(response, 'positive', 'notices.ownershipWithdrawn');
    return seeOther(team);
  }

  @Get('you/ownership')
  @Allow('conversation.read')
  @Render(view)
  show(@CurrentAgent() agent: Agent) {
    return this.page.model(agent);
  }

  @Post('you/ownership/acceptance')
  @Allow('conversation.read')
  @OnOwnPage()
  @Redirect()
  async accept(@CurrentAgent() agent: Agent, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    await this.ownership.accept(agent, request.sessionId);
    // More rights, another token: whoever holds a copy of the one before gets nothing by it.
    await this.sessions.move(agent.account.id, agent.workspaceId, response, request);
    flash(response, 'positive', 'notices.ownershipAccepted');
    return seeOther(team);
  }

  @Post('you/ownership/refusal')
  @Allow('conversation.read')
  @OnOwnPage()
  @Redirect()
  async refuse(@CurrentAgent() agent: Agent, @Res({ passthrough: true }) response: Response) {
    await this.ownership.refuse(agent);
    flash(response, 'positive', 'notices.ownershipRefused');
    return seeOther('/inbox');
  }
}
