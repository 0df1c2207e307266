import { Body, Controller, Param, Post, Redirect, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { WebsitesService } from '../websites.service';
import { WebsitePage } from './website-page';

class LiveDto {
  @TickField() live: boolean = false;
}

/** Whether visitors can use the widget. It goes live only where they can be told who answers for it. */
@Controller('settings/websites/:id/live')
@Allow('website.manage')
export class LiveController {
  constructor(
    private readonly websites: WebsitesService,
    readonly pages: WebsitePage,
  ) {}

  @Post()
  @Form<LiveController>('settings/website', (controller, request) =>
    controller.pages.model(request, request.agent!.workspaceId, String((request as AgentRequest).params.id)),
  )
  @Redirect()
  async change(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Body() { live }: LiveDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.websites.setLive(agent, id, live);
    flash(response, 'positive', live ? 'live.notices.on' : 'live.notices.off');
    return seeOther(`/settings/websites/${id}`);
  }
}
