import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../../common/access';
import { CurrentAgent } from '../../../common/current-agent';
import { ChatError } from '../../../common/errors';
import { LineField, OptionalEmailField, TextField } from '../../../common/forms/fields';
import { Form, seeOther } from '../../../common/forms/form';
import { RowIdPipe } from '../../../common/forms/row-id.pipe';
import { flash } from '../../../common/http/flash';
import { Texts } from '../../../common/texts';
import { Database } from '../../../database/database';
import { isJurisdiction, jurisdictions, type JurisdictionCode } from '../case-clock';
import { CaseEntry } from '../case-entry.service';
import { CaseTerms } from '../case-terms.service';
import { caseKinds, type CaseKind } from '../case.types';
import { CasesService } from '../cases.service';
import { CaseDesk } from './case-desk.service';
import { CaseQueue } from './case-queue.service';

const section = 'cases';

class QueueQuery {
  @IsOptional() @IsIn(['open', 'done']) state?: 'open' | 'done';
  @IsOptional() @IsIn(['', ...caseKinds]) kind?: CaseKind | '';
}
class EntryDto {
  @IsIn(caseKinds) kind: CaseKind;
  @OptionalEmailField() email?: string;
  @TextField(4000) body: string;
  @IsIn(['en', 'fr', 'de', 'es', 'ar']) language: string;
}
class TermsDto {
  @IsIn(Object.keys(jurisdictions)) jurisdiction: JurisdictionCode;
  @LineField() timeZone: string;
}

/** The desk where requests of persons are answered. */
@Controller('privacy/cases')
@Allow('privacy.manage')
export class CaseDeskController {
  constructor(
    private readonly queue: CaseQueue,
    private readonly desk: CaseDesk,
    private readonly cases: CasesService,
    private readonly entry: CaseEntry,
    private readonly terms: CaseTerms,
    private readonly database: Database,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('cases/index')
  index(@CurrentAgent() agent: Agent, @Query() query: QueueQuery) {
    return this.indexPage(agent, query);
  }

  @Post()
  @Form<CaseDeskController>('cases/index', (controller, { agent }) => controller.indexPage(agent!, {}))
  @Redirect()
  async enter(@CurrentAgent() agent: Agent, @Body() entered: EntryDto) {
    const { id } = await this.entry.byTeam(agent, entered);
    return seeOther(`/privacy/cases/${id}`);
  }

  @Post('terms')
  @Form<CaseDeskController>('cases/index', (controller, { agent }) => controller.indexPage(agent!, {}))
  @Redirect()
  async choose(@CurrentAgent() agent: Agent, @Body() chosen: TermsDto, @Res({ passthrough: true }) response: Response) {
    if (!isJurisdiction(chosen.jurisdiction) || !isTimeZone(chosen.timeZone))
      throw new ChatError('request.invalid', { fields: { timeZone: 'fields.timeZone' } });
    await this.terms.choose(agent, chosen);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/privacy/cases');
  }

  @Get(':id')
  @Render('cases/show')
  async show(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    return this.desk.pageOf(agent, id, false);
  }

  /** Who it is: looked at when there is a reason to, and noted. */
  @Post(':id/opening')
  async open(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Res() response: Response) {
    const one = await this.cases.find(agent, id);
    await this.database.transaction((tx) => this.cases.audited(tx, one, 'case.opened', agent.account.id));
    response.render('cases/show', await this.desk.pageOf(agent, id, true));
  }

  async indexPage(agent: Agent, { state = 'open', kind }: QueueQuery) {
    const done = state === 'done';
    const [cases, overdue, settings] = await Promise.all([
      this.queue.list(agent, { done, kind: kind || undefined }),
      this.queue.overdue(agent),
      this.desk.settings(agent.workspaceId),
    ]);
    return {
      title: this.texts.t('en', 'cases.title'),
      section,
      done,
      kind,
      cases: cases.map((one) => this.desk.row(one)),
      overdue: overdue && this.texts.t('en', 'cases.overdueLine', { count: overdue }),
      kinds: this.desk.kinds(),
      languages: this.desk.languages(),
      form: `/privacy/${agent.workspaceId}/request`,
      settings,
      values: {},
    };
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
