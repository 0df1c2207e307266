import { Controller, Param, Post, Redirect, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Children } from '../../privacy/cases/children.service';
import { ConversationsService } from '../conversations.service';

/** An agent sees that they talk with a child: the service is not for them. */
@Controller('inbox/conversations/:conversationId/child')
@Allow('conversation.triage')
export class ChildController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly children: Children,
  ) {}

  @Post()
  @Redirect()
  async flag(
    @CurrentAgent() agent: Agent,
    @Param('conversationId', RowIdPipe) conversationId: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { workspaceId, visitorId, status } = await this.conversations.find(agent.workspaceId, conversationId);
    await this.children.flag(agent, { workspaceId, kind: 'visitor', id: visitorId });
    flash(response, 'positive', 'notices.childFlagged');
    return seeOther(`/inbox/${status}/${conversationId}`);
  }
}
