import { Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Response } from 'express';
import { AuditService } from '../../audit/audit.service';
import { ChainCheck } from '../../audit/chain-check.service';
import { Checkpoints } from '../../audit/checkpoints.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Database } from '../../database/database';
import { kindNames, type ActKind } from './act-kinds';
import { AuditExport } from './audit-export';
import { AuditPage } from './audit-page';

/** A field that was left empty was not asked for. */
const Asked = () => Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value));

class LogQuery {
  @Asked() @IsOptional() @IsIn(['server']) log?: 'server';
}
class AuditQuery extends LogQuery {
  @Asked() @IsOptional() @Matches(/^[\da-z]{26}$/) who?: string;
  @Asked() @IsOptional() @IsIn(kindNames) kind?: ActKind;
  @Asked() @IsOptional() @MaxLength(10) @IsISO8601({ strict: true }) from?: string;
  @Asked() @IsOptional() @MaxLength(10) @IsISO8601({ strict: true }) until?: string;
  @Asked() @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(2_147_483_647) before?: number;
}

const here = (log: LogQuery['log']) => `/settings/audit${log ? '?log=server' : ''}`;

@Controller('settings/audit')
@Allow('audit.read')
export class AuditController {
  constructor(
    private readonly page: AuditPage,
    private readonly files: AuditExport,
    private readonly check: ChainCheck,
    private readonly checkpoints: Checkpoints,
    private readonly audit: AuditService,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('audit/index')
  index(@CurrentAgent() agent: Agent, @Query() question: AuditQuery) {
    return this.page.model(agent, question);
  }

  @Get('export.csv')
  async table(@CurrentAgent() agent: Agent, @Query() question: AuditQuery, @Res() response: Response): Promise<void> {
    const chain = await this.page.chainFor(agent, question.log);
    await this.tell(agent, chain, 'audit.exported');
    const names = await this.page.names(agent.workspaceId);
    response.attachment('log-of-acts.csv').type('text/csv');
    await pipeline(Readable.from(this.files.csv(chain, this.page.filterOf(question), names)), response);
  }

  @Get('export.jsonl')
  async lines(@CurrentAgent() agent: Agent, @Query() { log }: LogQuery, @Res() response: Response): Promise<void> {
    const chain = await this.page.chainFor(agent, log);
    await this.tell(agent, chain, 'audit.exported');
    response.attachment('log-of-acts.jsonl').type('application/x-ndjson');
    await pipeline(Readable.from(this.files.lines(chain)), response);
  }

  /** The newest, to keep elsewhere. */
  @Get('checkpoint.json')
  async checkpoint(@CurrentAgent() agent: Agent, @Query() { log }: LogQuery, @Res() response: Response): Promise<void> {
    const newest = await this.checkpoints.newest(await this.page.chainFor(agent, log));
    response.attachment('checkpoint.json').type('application/json');
    response.send(`${newest?.document ?? 'null'}\n`);
  }

  @Post('checks')
  @Redirect()
  async checkNow(@CurrentAgent() agent: Agent, @Query() { log }: LogQuery, @Res({ passthrough: true }) response: Response) {
    const { fault } = await this.check.checkAndNote(await this.page.chainFor(agent, log));
    if (fault) flash(response, 'critical', 'audit.notices.broken');
    else flash(response, 'positive', 'audit.notices.whole');
    return seeOther(here(log));
  }

  @Post('checkpoints')
  @Redirect()
  async sign(@CurrentAgent() agent: Agent, @Query() { log }: LogQuery, @Res({ passthrough: true }) response: Response) {
    const chain = await this.page.chainFor(agent, log);
    await this.tell(agent, chain, 'audit.signed');
    const document = await this.checkpoints.issue(chain, 'asked');
    if (document) flash(response, 'positive', 'audit.notices.signed');
    else flash(response, 'critical', 'audit.notices.broken');
    return seeOther(here(log));
  }

  private async tell({ account, workspaceId }: Agent, chain: string, action: string): Promise<void> {
    const act = { workspaceId: chain === workspaceId ? workspaceId : null, accountId: account.id, from: account.from };
    await this.database.transaction((tx) => this.audit.record(tx, { ...act, action, target: chain }));
  }
}
