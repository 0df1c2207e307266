import { Body, Controller, Get, Headers, Param, Post, Redirect, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../common/access';
import { Clock } from '../common/clock';
import { CurrentAgent, type AgentRequest } from '../common/current-agent';
import { ChatError } from '../common/errors';
import { Form, seeOther } from '../common/forms/form';
import { ConversationsService } from '../conversations/conversations.service';
import { BanDto, VisitorBanDto } from './ban.dto';
import { BanPages } from './ban-pages.service';
import { BansService } from './bans.service';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class BanParams extends ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) banId: string;
}

/** What an agent who talks with somebody does about them: a part of the side panel, and a page of its own without scripts. */
@Controller('inbox/conversations/:conversationId/bans')
export class ConversationBanController {
  constructor(
    private readonly bans: BansService,
    private readonly conversations: ConversationsService,
    private readonly pages: BanPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('conversation.read')
  async show(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Headers('turbo-frame') frame: string | undefined,
    @Res() response: Response,
  ) {
    response.setHeader('Vary', 'Turbo-Frame');
    response.setHeader('Cache-Control', 'no-store');
    response.render(frame ? 'bans/frame' : 'bans/conversation', await this.page(agent, conversationId));
  }

  @Post()
  @Allow('conversation.triage')
  @Form<ConversationBanController>('bans/conversation', (controller, { agent, params }: AgentRequest) =>
    controller.page(agent!, String(params.conversationId)),
  )
  @Redirect()
  async put(@CurrentAgent() agent: Agent, @Param() { conversationId }: ConversationParams, @Body() ban: VisitorBanDto) {
    const { visitorId } = await this.conversations.find(agent.workspaceId, conversationId);
    await this.bans.banVisitor(agent, visitorId, ban.kind, BanDto.endOf(ban, this.clock.now()));
    return seeOther(`/inbox/conversations/${conversationId}/bans`);
  }

  /** Only of one that is on this visitor: others are lifted where all of them stand. */
  @Post(':banId/lifting')
  @Allow('conversation.triage')
  @Redirect()
  async lift(@CurrentAgent() agent: Agent, @Param() { conversationId, banId }: BanParams) {
    const { visitorId } = await this.conversations.find(agent.workspaceId, conversationId);
    const own = await this.bans.onVisitor(agent.workspaceId, visitorId);
    if (!own.some(({ id }) => id === banId)) throw new ChatError('ban.not_found');
    await this.bans.lift(agent, banId);
    return seeOther(`/inbox/conversations/${conversationId}/bans`);
  }

  async page(agent: Agent, conversationId: string) {
    const conversation = await this.conversations.find(agent.workspaceId, conversationId);
    const bans = await this.bans.onVisitor(agent.workspaceId, conversation.visitorId);
    return this.pages.ofConversation(agent, conversation, bans);
  }
}
