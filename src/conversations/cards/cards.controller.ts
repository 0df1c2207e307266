import { Controller, Get, HttpCode, Param, Post, Render, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, may, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ConversationsService } from '../conversations.service';
import { PluginCards } from './plugin-cards.service';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class ButtonParams extends ConversationParams {
  @Matches(/^[a-z0-9-]{1,60}$/) pluginId: string;
  @Matches(/^[\w.:-]{1,60}$/) buttonId: string;
}

/** The cards of plugins, fetched by a frame of their own once the thread stands: nobody waits for a plugin to read a message. */
@Controller('inbox/conversations/:conversationId/cards')
export class CardsController {
  constructor(
    private readonly cards: PluginCards,
    private readonly conversations: ConversationsService,
  ) {}

  @Get()
  @Allow('conversation.read')
  @Render('cards/frame')
  async show(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId: id }: ConversationParams,
    @Res({ passthrough: true }) response: Response,
  ) {
    const conversation = await this.conversations.find(agent.workspaceId, id);
    response.setHeader('Cache-Control', 'no-store');
    return { id, canPress: may(agent, 'conversation.reply'), cards: await this.cards.of(conversation) };
  }

  @Post(':pluginId/:buttonId')
  @Allow('conversation.reply')
  @HttpCode(200)
  @Render('cards/pressed')
  async press(@CurrentAgent() agent: Agent, @Param() { conversationId: id, pluginId, buttonId }: ButtonParams) {
    const conversation = await this.conversations.find(agent.workspaceId, id);
    return { id, ...(await this.cards.press(conversation, pluginId, buttonId)) };
  }
}
