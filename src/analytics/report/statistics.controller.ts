import { Body, Controller, Get, Header, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { LineField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../../workspaces/websites.service';
import { isTimeZone } from '../counting/local-day';
import { fewestAllowed } from '../statistic.entity';
import { StatisticsService } from '../statistics.service';
import { exportOf } from './export';
import { rangeNames, type RangeName } from './ranges';
import { ReportPage } from './report-page';

class ReportQuery {
  @IsOptional() @IsIn(rangeNames) range: RangeName = '30d';
  @IsOptional() @Matches(/^[\w-]{1,64}$/) website?: string;
}

class ChoiceDto {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(fewestAllowed)
  @Max(1000)
  fewest: number;
  @LineField() timeZone: string;
}

/** Everybody who reads conversations may read the numbers about them, which say less. */
@Controller()
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly websites: WebsitesService,
    private readonly page: ReportPage,
    private readonly texts: Texts,
  ) {}

  @Get('statistics')
  @Allow('conversation.read')
  @Render('statistics/show')
  async show(@CurrentAgent() { workspaceId }: Agent, @Query() { range, website }: ReportQuery) {
    if (website) await this.websites.ofWorkspace(workspaceId, website);
    const report = await this.statistics.report(workspaceId, range, website);
    const websites = await this.websites.list(workspaceId);
    return this.page.model(report, { range, website }, websites, await this.statistics.choiceOf(workspaceId));
  }

  @Get('statistics/export')
  @Allow('conversation.read')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async export(
    @CurrentAgent() { workspaceId }: Agent,
    @Query() { range, website }: ReportQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    if (website) await this.websites.ofWorkspace(workspaceId, website);
    const cells = await this.statistics.cells(workspaceId, range, website);
    response.setHeader('Content-Disposition', `attachment; filename="statistics-${range}.csv"`);
    return exportOf(cells, await this.websites.list(workspaceId));
  }

  @Get('statistics/choice')
  @Allow('workspace.manage')
  @Render('statistics/choice')
  async choice(@CurrentAgent() { workspaceId }: Agent) {
    return { ...this.choicePage(), values: await this.statistics.choiceOf(workspaceId) };
  }

  @Post('statistics/choice')
  @Allow('workspace.manage')
  @Form<StatisticsController>('statistics/choice', (controller) => controller.choicePage())
  @Redirect()
  async choose(
    @CurrentAgent() agent: NonNullable<AgentRequest['agent']>,
    @Body() choice: ChoiceDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!isTimeZone(choice.timeZone)) throw new ChatError('request.invalid', { fields: { timeZone: 'fields.timeZone' } });
    await this.statistics.choose(agent, choice);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/statistics');
  }

  choicePage() {
    return { title: this.texts.t('en', 'statistics.choiceTitle'), isStatistics: true, fewestAllowed };
  }
}
