import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { ProactiveMessages } from './proactive-messages.service';
import { ProactivePage } from './proactive-page';
import { choiceFrom, ProactiveDto } from './proactive.dto';

class SwitchDto {
  @TickField() on = false;
}
class PlaceDto {
  @IsIn(['up', 'down']) to: 'up' | 'down';
}

const Website = () => Param('websiteId', RowIdPipe);
const Message = () => Param('id', RowIdPipe);
const listView = 'proactive/index';
const editor = 'proactive/edit';

/** What a website says before its visitors do: settings of the website. */
@Controller('settings/websites/:websiteId/proactive')
@Allow('website.manage')
export class ProactiveController {
  constructor(
    private readonly messages: ProactiveMessages,
    readonly pages: ProactivePage,
  ) {}

  @Get()
  @Render(listView)
  list(@CurrentAgent() agent: Agent, @Website() websiteId: string) {
    return this.pages.list(agent, websiteId);
  }

  @Get('new')
  @Render(editor)
  begin(@CurrentAgent() agent: Agent, @Website() websiteId: string) {
    return this.pages.fresh(agent, websiteId);
  }

  @Post()
  @Form<ProactiveController>(editor, (controller, { agent, params, body }: AgentRequest) =>
    controller.pages.fresh(agent!, String(params.websiteId), body as Record<string, unknown>),
  )
  @Redirect()
  async add(
    @CurrentAgent() agent: Agent,
    @Website() websiteId: string,
    @Body() form: ProactiveDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.messages.add(agent, websiteId, choiceFrom(form));
    return this.back(response, websiteId, 'notices.saved');
  }

  @Get(':id')
  @Render(editor)
  show(@CurrentAgent() agent: Agent, @Website() websiteId: string, @Message() id: string) {
    return this.pages.edit(agent, websiteId, id);
  }

  @Post(':id')
  @Form<ProactiveController>(editor, (controller, { agent, params, body }: AgentRequest) =>
    controller.pages.edit(agent!, String(params.websiteId), String(params.id), body as Record<string, unknown>),
  )
  @Redirect()
  async change(
    @CurrentAgent() agent: Agent,
    @Website() websiteId: string,
    @Message() id: string,
    @Body() form: ProactiveDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.messages.change(agent, websiteId, id, choiceFrom(form));
    return this.back(response, websiteId, 'notices.saved');
  }

  @Post(':id/switch')
  @Redirect()
  async switch(
    @CurrentAgent() agent: Agent,
    @Website() websiteId: string,
    @Message() id: string,
    @Body() { on }: SwitchDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.messages.switch(agent, websiteId, id, on);
    return this.back(response, websiteId, on ? 'proactive.switchedOn' : 'proactive.switchedOff');
  }

  @Post(':id/place')
  @Redirect()
  async move(@CurrentAgent() agent: Agent, @Website() websiteId: string, @Message() id: string, @Body() { to }: PlaceDto) {
    await this.messages.move(agent, websiteId, id, to === 'up' ? -1 : 1);
    return seeOther(pathOf(websiteId));
  }

  @Post(':id/removal')
  @Redirect()
  async remove(
    @CurrentAgent() agent: Agent,
    @Website() websiteId: string,
    @Message() id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.messages.remove(agent, websiteId, id);
    return this.back(response, websiteId, 'proactive.removed');
  }

  private back(response: Response, websiteId: string, said: string) {
    flash(response, 'positive', said);
    return seeOther(pathOf(websiteId));
  }
}

const pathOf = (websiteId: string) => `/settings/websites/${websiteId}/proactive`;
