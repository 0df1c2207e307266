import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { ConversationsService } from '../../conversations/conversations.service';
import { ConversationLanguages } from './conversation-languages';

class ConversationParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class TurnDto {
  @TickField() on = false;
}

/** Translation of one conversation, on or off: for everybody who looks at it, and for its visitor. */
@Controller('inbox/conversations/:conversationId/translation')
export class ConversationTranslationController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly languages: ConversationLanguages,
  ) {}

  @Post()
  @Allow('conversation.triage')
  async turn(
    @CurrentAgent() { workspaceId }: Agent,
    @Param() { conversationId }: ConversationParams,
    @Body() { on }: TurnDto,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const conversation = await this.conversations.find(workspaceId, conversationId);
    await this.languages.turn(conversation, on);
    // A page with scripts stays where it is: the new line comes to it.
    if (request.headers.accept?.includes('text/vnd.turbo-stream.html')) return void response.status(204).end();
    response.redirect(303, `/inbox/${conversation.status}/${conversationId}`);
  }
}
