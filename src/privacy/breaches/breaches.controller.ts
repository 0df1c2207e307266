import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsNotEmpty, Max, MaxDate, Min } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { TextField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { breachLetter, letterIds, type LetterId } from '../papers/documents/breach-register';
import { PaperContexts } from '../papers/paper-context.service';
import { PaperFile } from '../papers/paper-file';
import { BreachPages } from './breach-pages';
import type { BreachRisk, BreachRole } from './breach.entity';
import { Breaches, breachSteps, type BreachStep } from './breaches.service';

const risks: readonly BreachRisk[] = ['unknown', 'none', 'risk', 'high'];

class BreachDto {
  @IsNotEmpty() @TextField(5_000) what: string;
  /** UTC. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? new Date(`${value}Z`.replace(/ZZ$/, 'Z')) : value))
  @MaxDate(() => new Date(Date.now() + 60_000), { message: 'papers.breaches.future' })
  @IsDate({ message: 'papers.breaches.noTime' })
  discoveredAt: Date;
  @TextField(500) categories: string = '';
  @Type(() => Number) @Max(2_000_000_000) @Min(0) @IsInt() people: number = 0;
  @IsIn(['controller', 'processor'], { message: 'fields.choice' }) role: BreachRole = 'controller';
}
class AssessmentDto {
  @IsIn(risks, { message: 'fields.choice' }) risk: BreachRisk;
  @TextField(5_000) consequences: string = '';
  @TextField(5_000) measures: string = '';
  @TextField(5_000) reason: string = '';
  @Type(() => Number) @Max(2_000_000_000) @Min(0) @IsInt() people: number = 0;
}
class StepDto {
  @IsIn(breachSteps, { message: 'fields.choice' }) step: BreachStep;
}

/** The register of breaches: what happened, how long there is, who was told. */
@Controller('privacy/breaches')
@Allow('plugin.manage')
export class BreachesController {
  constructor(
    private readonly breaches: Breaches,
    readonly pages: BreachPages,
    private readonly identities: LegalIdentities,
    private readonly contexts: PaperContexts,
    private readonly files: PaperFile,
  ) {}

  @Get()
  @Render('breaches/index')
  index(@CurrentAgent() agent: Agent) {
    return this.pages.list(agent);
  }

  @Post()
  @Form<BreachesController>('breaches/index', (controller, { agent }) => controller.pages.list(agent!))
  @Redirect()
  async record(@CurrentAgent() agent: Agent, @Body() { categories, ...said }: BreachDto) {
    if (said.role === 'processor' && !(await this.identities.isOperator(agent))) throw new ChatError('access.denied');
    const kinds = categories
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    return seeOther(`/privacy/breaches/${await this.breaches.record(agent, { ...said, categories: kinds })}`);
  }

  @Get(':id')
  @Render('breaches/show')
  show(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    return this.pages.one(agent, id);
  }

  @Post(':id')
  @Form<BreachesController>('breaches/show', (controller, { agent, params }) => controller.pages.one(agent!, String(params.id)))
  @Redirect()
  async assess(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Body() assessment: AssessmentDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.breaches.assess(agent, id, { ...assessment });
    flash(response, 'positive', 'notices.saved');
    return seeOther(`/privacy/breaches/${id}`);
  }

  @Post(':id/steps')
  @Redirect()
  async step(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { step }: StepDto) {
    await this.breaches.step(agent, id, step);
    return seeOther(`/privacy/breaches/${id}`);
  }

  @Get(':id/letters/:letter')
  async letter(
    @CurrentAgent() agent: Agent,
    @Param('id', RowIdPipe) id: string,
    @Param('letter') letter: string,
    @Res() response: Response,
  ): Promise<void> {
    if (!letterIds.includes(letter as LetterId)) throw new ChatError('request.not_found');
    const breach = await this.breaches.get(agent.workspaceId, id);
    const context = await this.contexts.of(agent.workspaceId);
    await this.files.send(
      this.pages.letter(context, letter as LetterId, breachLetter(context, breach, letter as LetterId)),
      response,
    );
  }
}
