import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, ValidateIf } from 'class-validator';
import type { Response } from 'express';
import { AuditService } from '../../audit/audit.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Database } from '../../database/database';
import type { KeptLine } from '../../data-map/ages';
import { Purge } from './purge.service';
import { lineNames, retentionReasons, type RetentionReason } from './retention-lines';
import { RetentionSchedule, type ChosenTime } from './retention-schedule.service';
import { RetentionViews } from './retention-views.service';

const id = /^([0-9a-z]{26})?$/;

class LineParams {
  @IsIn(lineNames) line: KeptLine;
}
class WebsiteQuery {
  @IsOptional() @Matches(id) website?: string;
}
class CountQuery {
  @IsOptional() @IsIn(['', '1']) count?: string;
}
class TimeDto {
  @Matches(id) website: string = '';
  @IsIn(['days', 'never'], { message: 'fields.choice' }) ends: 'days' | 'never';
  @ValidateIf(({ ends }: TimeDto) => ends === 'days')
  @Type(() => Number)
  @IsInt({ message: 'fields.number' })
  days: number;
  @IsIn(retentionReasons, { message: 'fields.choice' }) reason: RetentionReason;
}
class OwnDto {
  @Matches(id) website: string = '';
}

const form = 'retention/line';
const again = (controller: RetentionController, { agent, params, body }: AgentRequest) =>
  controller.again(agent!, String(params.line), (body as OwnDto | undefined)?.website ?? '');

/** How long data is kept, what a purge would take, and what purges took. */
@Controller('privacy/retention')
@Allow('privacy.manage')
export class RetentionController {
  constructor(
    private readonly views: RetentionViews,
    private readonly schedule: RetentionSchedule,
    private readonly purge: Purge,
    private readonly audit: AuditService,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('retention/index')
  async index(@CurrentAgent() { workspaceId }: Agent, @Query() { count }: CountQuery) {
    return this.views.page(workspaceId, count ? await this.purge.dryRun(workspaceId) : undefined);
  }

  /** Takes now what the night would take. */
  @Post('runs')
  @Redirect()
  async begin(@CurrentAgent() { workspaceId, account }: Agent, @Res({ passthrough: true }) response: Response) {
    const run = await this.purge.begin(workspaceId, true);
    await this.database.transaction((tx) =>
      this.audit.record(tx, { workspaceId, accountId: account.id, from: account.from, action: 'retention.purged', target: run }),
    );
    flash(response, 'positive', 'retention.begun');
    return seeOther('/privacy/retention');
  }

  @Get(':line')
  @Render(form)
  async show(@CurrentAgent() { workspaceId }: Agent, @Param() { line }: LineParams, @Query() { website = '' }: WebsiteQuery) {
    await this.checkWebsite(workspaceId, line, website);
    return this.views.form(workspaceId, { line, websiteId: website || null });
  }

  /** What a purge would take if it were so. Nothing is kept of the question. */
  @Get(':line/preview')
  @Form<RetentionController>(form, again)
  @Render(form)
  async preview(@CurrentAgent() { workspaceId }: Agent, @Param() { line }: LineParams, @Query() typed: TimeDto) {
    const time = timeOf(line, typed);
    await this.schedule.check(workspaceId, time);
    const counted = await this.purge.dryRun(workspaceId, time);
    return this.views.form(workspaceId, time, { time, counted });
  }

  @Post(':line')
  @Form<RetentionController>(form, again)
  @Redirect()
  async choose(
    @CurrentAgent() agent: Agent,
    @Param() { line }: LineParams,
    @Body() typed: TimeDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.schedule.choose(agent, timeOf(line, typed));
    flash(response, 'positive', 'retention.saved');
    return seeOther('/privacy/retention');
  }

  /** Back to the usual time, or to that of the workspace. */
  @Post(':line/usual')
  @Redirect()
  async forget(@CurrentAgent() agent: Agent, @Param() { line }: LineParams, @Body() { website }: OwnDto) {
    await this.schedule.forget(agent, line, website || null);
    return seeOther('/privacy/retention');
  }

  async again(agent: Agent, line: string, website: string) {
    if (!lineNames.includes(line as KeptLine)) throw new ChatError('request.not_found');
    return this.views.form(agent.workspaceId, { line: line as KeptLine, websiteId: website || null });
  }

  private async checkWebsite(workspaceId: string, line: KeptLine, website: string): Promise<void> {
    if (website) await this.schedule.check(workspaceId, { line, websiteId: website, days: null, reason: 'service' });
  }
}

const timeOf = (line: KeptLine, { website, ends, days, reason }: TimeDto): ChosenTime => ({
  line,
  websiteId: website || null,
  days: ends === 'never' ? null : days,
  reason,
});
