import { Body, Controller, Get, HttpCode, Param, Post, Render, Res } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { Limits } from '../../common/limits/limits';
import { CurrentAgent } from '../../common/current-agent';
import { TextField } from '../../common/forms/fields';
import { ConversationsService } from '../conversations.service';
import { PluginInserts, type Inserted } from './plugin-inserts.service';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class ActionParams extends ConversationParams {
  @Matches(/^[a-z0-9-]{1,60}$/) pluginId: string;
  @Matches(/^[\w.:-]{1,60}$/) actionId: string;
}
class InsertDto {
  @IsOptional() @TextField(200) @Matches(/^[^\r\n]*$/) input?: string;
}

/** What the menu "Insert" of a composer opens, and what its entries bring. Sending stays with the agent. */
@Controller('inbox/conversations/:conversationId/inserts')
export class InsertsController {
  constructor(
    private readonly inserts: PluginInserts,
    private readonly conversations: ConversationsService,
    private readonly limits: Limits,
  ) {}

  @Get()
  @Allow('conversation.reply')
  @Render('inserts/menu-frame')
  async show(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId: id }: ConversationParams,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.conversations.find(agent.workspaceId, id);
    response.setHeader('Cache-Control', 'no-store');
    return { id, plugins: await this.inserts.of(agent.workspaceId) };
  }

  @Post(':pluginId/:actionId')
  @Allow('conversation.reply')
  @HttpCode(200)
  async run(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId: id, pluginId, actionId }: ActionParams,
    @Body() { input }: InsertDto,
  ): Promise<Inserted> {
    const conversation = await this.conversations.find(agent.workspaceId, id);
    await this.limits.take('insert', agent.account.id);
    return this.inserts.run(conversation, pluginId, actionId, input);
  }
}
