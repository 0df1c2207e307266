import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { IsArray, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Transform } from 'class-transformer';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { TextField } from '../../common/forms/fields';
import { randomToken } from '../../common/ids';
import { plainText } from '../../common/plain-text';
import { ConversationsService } from '../conversations.service';
import { MessagesService } from '../messages.service';
import { TagsService } from '../tags.service';
import { TriageService } from '../triage.service';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class MessageParams extends ConversationParams {
  @Matches(/^[\w-]{16,64}$/) messageId: string;
}
class TagParams extends ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) tagId: string;
}
class MessageDto {
  @IsOptional() @Matches(/^[\w-]{16,64}$/) id?: string;
  @IsIn(['reply', 'note']) @IsOptional() kind?: 'reply' | 'note';
  @IsString() @MaxLength(20_000) body: string;
  /** One hidden field per file: a form sends a text for one, a list for several. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @Matches(/^[\w-]{32}$/, { each: true })
  attachments?: string[];
}
class AssignmentDto {
  /** An account, `me`, or empty for nobody. */
  @Matches(/^(me|[0-9a-z]{26})?$/) accountId: string;
}
class TagDto {
  @TextField(40) name: string;
}

/** What agents do with a conversation. A form goes back to where it came from; a script gets JSON. */
@Controller('inbox/conversations/:conversationId')
export class ThreadController {
  constructor(
    private readonly messages: MessagesService,
    private readonly triage: TriageService,
    private readonly tags: TagsService,
    private readonly conversations: ConversationsService,
  ) {}

  @Post('messages')
  @Allow('conversation.reply')
  async post(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Body() { id = randomToken(192), kind = 'reply', body, attachments = [] }: MessageDto,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    // Browsers send line breaks of forms as two characters.
    const message = { id, body: plainText(body.replace(/\r\n?/g, '\n')), attachments };
    const { position, at } = await this.messages.postAsAgent(agent, conversationId, kind, message);
    if (request.accepts(['html', 'json']) === 'json')
      return response.status(201).json({ id, position, at: new Date(at).toISOString() });
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('messages/:messageId/deletion')
  @Allow('conversation.reply')
  async delete(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId, messageId }: MessageParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.messages.delete(agent, conversationId, messageId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('assignment')
  @Allow('conversation.triage')
  async assign(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Body() { accountId }: AssignmentDto,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.triage.assign(agent, conversationId, accountId === 'me' ? agent.account.id : accountId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('closing')
  @Allow('conversation.triage')
  async close(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.triage.close(agent, conversationId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('reopening')
  @Allow('conversation.triage')
  async reopen(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.triage.reopen(agent, conversationId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('spam')
  @Allow('conversation.triage')
  async markSpam(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.triage.markSpam(agent, conversationId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('spam/removal')
  @Allow('conversation.triage')
  async clearSpam(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.triage.clearSpam(agent, conversationId);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('seen')
  @Allow('conversation.reply')
  @HttpCode(204)
  seen(@CurrentAgent() agent: Agent, @Param() { conversationId }: ConversationParams) {
    return this.triage.seen(agent, conversationId);
  }

  @Post('tags')
  @Allow('conversation.triage')
  async addTag(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId }: ConversationParams,
    @Body() { name }: TagDto,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.tags.add(agent, conversationId, name);
    await this.goBack(agent, conversationId, request, response);
  }

  @Post('tags/:tagId/removal')
  @Allow('conversation.triage')
  async removeTag(
    @CurrentAgent() agent: Agent,
    @Param() { conversationId, tagId }: TagParams,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.tags.remove(agent, conversationId, tagId);
    await this.goBack(agent, conversationId, request, response);
  }

  /**
   * Back to the page that the form stood on, if it was one of the inbox. A page with scripts stays where it is:
   * it gets what changed with everybody else, and whoever types on meanwhile is not disturbed.
   */
  private async goBack(agent: Agent, conversationId: string, request: Request, response: Response): Promise<void> {
    if (request.headers.accept?.includes('text/vnd.turbo-stream.html')) return void response.status(204).end();
    const { status } = await this.conversations.find(agent.workspaceId, conversationId);
    const from =
      request.headers.referer && URL.canParse(request.headers.referer) ? new URL(request.headers.referer).pathname : '';
    const known = /^\/inbox\/(mine|unassigned|open|closed|spam)\/[0-9a-z]{26}$/.test(from) && from.endsWith(conversationId);
    response.redirect(303, known ? from : `/inbox/${status}/${conversationId}`);
  }
}
