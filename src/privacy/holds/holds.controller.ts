import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { LineField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { holdBases, type HoldBasis } from './legal-hold.entity';
import { LegalHolds } from './legal-holds.service';

class PersonQuery {
  @IsOptional() @Matches(/^[0-9a-z]{26}$/) person?: string;
}
class HoldDto {
  @Matches(/^[0-9a-z]{26}$/) person: string;
  @IsIn(holdBases) basis: HoldBasis;
  @LineField() @MaxLength(400) reason: string;
  /** A day, or empty: until it is lifted. */
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/) until: string;
}
const basisWords: Record<HoldBasis, string> = { obligation: 'holds.obligation', claims: 'holds.claims' };

/** Legal holds: only owners decide that data stays in spite of everything. */
@Controller('privacy/holds')
@Allow('privacy.hold')
export class HoldsController {
  constructor(
    private readonly holds: LegalHolds,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('holds/index')
  index(@CurrentAgent() agent: Agent, @Query() { person }: PersonQuery) {
    return this.page(agent, person);
  }

  @Post()
  @Form<HoldsController>('holds/index', (controller, { agent, body }: AgentRequest) =>
    controller.page(agent!, String((body as { person?: unknown } | undefined)?.person ?? '')),
  )
  @Redirect()
  async put(
    @CurrentAgent() agent: Agent,
    @Body() { person: id, basis, reason, until }: HoldDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    const end = until ? new Date(`${until}T23:59:59.999Z`) : null;
    await this.holds.put(agent, { workspaceId: agent.workspaceId, kind: 'visitor', id }, { basis, reason, until: end });
    flash(response, 'positive', 'notices.saved');
    return seeOther('/privacy/holds');
  }

  @Post(':id/lifting')
  @Redirect()
  async lift(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    await this.holds.lift(agent, id);
    return seeOther('/privacy/holds');
  }

  async page({ workspaceId }: Agent, person = '') {
    const t = (key: string) => this.texts.t('en', key);
    const holds = await this.holds.list(workspaceId);
    return {
      title: t('holds.title'),
      section: 'holds',
      person,
      bases: holdBases.map((code) => ({ code, name: t(basisWords[code]) })),
      holds: holds.map(({ id, subjectId, basis, reason, until }) => ({
        id,
        number: subjectId.slice(-4).toUpperCase(),
        basis: t(basisWords[basis]),
        reason,
        until,
      })),
      values: {},
    };
  }
}
