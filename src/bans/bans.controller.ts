import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../common/access';
import { Clock } from '../common/clock';
import { CurrentAgent, type AgentRequest } from '../common/current-agent';
import { Form, seeOther } from '../common/forms/form';
import { RowIdPipe } from '../common/forms/row-id.pipe';
import { flash } from '../common/http/flash';
import { BanDto, TypedBanDto } from './ban.dto';
import { BanPages } from './ban-pages.service';
import { BansService } from './bans.service';

class BansQuery {
  @IsOptional() @IsString() @MaxLength(100) search?: string;
  @IsOptional() @Matches(/^[0-9a-z]{26}$/) after?: string;
}

/** Every ban of the workspace; here, networks are banned as well. */
@Controller('settings/bans')
@Allow('abuse.manage')
export class BansController {
  constructor(
    private readonly bans: BansService,
    private readonly pages: BanPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('bans/index')
  list(@CurrentAgent() agent: Agent, @Query() { search, after }: BansQuery) {
    return this.pages.list(agent, search, after);
  }

  @Post()
  @Form<BansController>('bans/index', (controller, { agent }: AgentRequest) => controller.pages.list(agent!))
  @Redirect()
  async put(@CurrentAgent() agent: Agent, @Body() ban: TypedBanDto, @Res({ passthrough: true }) response: Response) {
    await this.bans.banTyped(agent, ban.address, BanDto.endOf(ban, this.clock.now()));
    flash(response, 'positive', 'notices.banned');
    return seeOther('/settings/bans');
  }

  @Post(':id/lifting')
  @Redirect()
  async lift(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res({ passthrough: true }) response: Response) {
    await this.bans.lift(agent, id);
    flash(response, 'positive', 'notices.banLifted');
    return seeOther('/settings/bans');
  }
}
