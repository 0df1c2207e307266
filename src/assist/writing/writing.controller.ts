import { Body, Controller, Get, HttpCode, Param, Post, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { sendLines } from '../../common/http/json-lines';
import { plainText } from '../../common/plain-text';
import { longestText } from '../../conversations/messages.service';
import type { WritingTask } from '../../plugin-api';
import { SpellingHelp } from './spelling/spelling-help.service';
import { WritingHelp } from './writing-help.service';
import { Limits } from '../../common/limits/limits';
import { WritingMenu } from './writing-menu';
import { writingTasks } from './writing-tasks';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class WritingDto {
  @IsIn(writingTasks) task: WritingTask;
  @IsOptional() @IsString() @MaxLength(longestText) text?: string;
}
class SpellingDto {
  @IsString() @MaxLength(longestText) text: string;
}

/**
 * Help for whoever writes an answer. It streams over the answer of a request and not over the agents' socket: stopping is closing the
 * request, a slow reader slows only itself, and rate, length and permission are checked where they are for everything else.
 */
@Controller('inbox/conversations/:conversationId')
export class WritingController {
  constructor(
    private readonly help: WritingHelp,
    private readonly spelling: SpellingHelp,
    private readonly menu: WritingMenu,
    private readonly limits: Limits,
  ) {}

  /** What the button opens: it depends on what the workspace has switched on. */
  @Get('writing')
  @Allow('conversation.reply')
  @Render('writing/menu-frame')
  show(@CurrentAgent() agent: Agent, @Param() { conversationId }: ConversationParams) {
    return this.menu.of(agent.workspaceId, conversationId);
  }

  @Post('writing')
  @Allow('conversation.reply')
  async write(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Body() { task, text = '' }: WritingDto,
    @Res() response: Response,
  ) {
    await this.limits.take('writing', agent.account.id);
    const wish = { task, text: plainText(text) };
    await sendLines(
      response,
      async function* (this: WritingController, gone: AbortSignal) {
        for await (const piece of this.help.write(agent, conversationId, wish, gone)) yield { piece };
      }.bind(this),
    );
  }

  @Post('spelling')
  @Allow('conversation.reply')
  @HttpCode(200)
  async check(@CurrentAgent() agent: Agent, @Param() { conversationId }: ConversationParams, @Body() { text }: SpellingDto) {
    await this.limits.take('spelling', agent.account.id);
    return this.spelling.check(agent.workspaceId, conversationId, plainText(text));
  }
}
