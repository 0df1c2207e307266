import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Allow, type Agent } from '../../../common/access';
import { CurrentAgent, type AgentRequest } from '../../../common/current-agent';
import { TextField } from '../../../common/forms/fields';
import { Form, seeOther } from '../../../common/forms/form';
import { RowIdPipe } from '../../../common/forms/row-id.pipe';
import { CaseDecisions } from '../case-decisions.service';
import { CaseForwarding } from '../case-forwarding.service';
import { refusalReasons, type RefusalReason } from '../case.types';
import { CaseDesk } from './case-desk.service';

class WordsDto {
  @IsOptional() @TextField(4000) words?: string;
}
class RefusalDto extends WordsDto {
  @IsIn(refusalReasons) reason: RefusalReason;
}
class DuplicateDto {
  @Matches(/^[0-9a-z]{26}$/) of: string;
}
class CorrectionDto {
  @Matches(/^[\w-]{16,64}$/) message: string;
  @TextField(8000) words: string;
}
class ForwardDto {
  @IsOptional() @Matches(/^[0-9a-z]{26}$/) to?: string;
}

const page = (controller: CaseDecisionsController, { agent, params }: AgentRequest) =>
  controller.desk.pageOf(agent!, String(params.id), false);
const OnCase = () => Form<CaseDecisionsController>('cases/show', page);

/** What is decided about a case. A refused form stands on the case's page again. */
@Controller('privacy/cases/:id')
@Allow('privacy.manage')
export class CaseDecisionsController {
  constructor(
    private readonly decisions: CaseDecisions,
    private readonly forwarding: CaseForwarding,
    readonly desk: CaseDesk,
  ) {}

  @Post('vouching')
  @OnCase()
  @Redirect()
  async vouch(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words = '' }: WordsDto) {
    await this.decisions.vouch(agent, id, words);
    return back(id);
  }

  @Post('approval')
  @OnCase()
  @Redirect()
  async approve(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words }: WordsDto) {
    await this.decisions.approve(agent, id, words);
    return back(id);
  }

  @Post('refusal')
  @OnCase()
  @Redirect()
  async refuse(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { reason, words = '' }: RefusalDto) {
    await this.decisions.refuse(agent, id, reason, words);
    return back(id);
  }

  @Post('extension')
  @OnCase()
  @Redirect()
  async extend(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words = '' }: WordsDto) {
    await this.decisions.extend(agent, id, words);
    return back(id);
  }

  @Post('hold')
  @OnCase()
  @Redirect()
  async hold(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words = '' }: WordsDto) {
    await this.decisions.hold(agent, id, words);
    return back(id);
  }

  @Post('continuation')
  @OnCase()
  @Redirect()
  async goOn(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    await this.decisions.goOn(agent, id);
    return back(id);
  }

  @Post('duplicate')
  @OnCase()
  @Redirect()
  async markDuplicate(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { of }: DuplicateDto) {
    await this.decisions.markDuplicate(agent, id, of);
    return back(id);
  }

  @Post('forwarding')
  @OnCase()
  @Redirect()
  async forward(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { to = '' }: ForwardDto) {
    await this.forwarding.forward(agent, id, to);
    return seeOther('/privacy/cases');
  }

  @Post('notes')
  @OnCase()
  @Redirect()
  async note(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words = '' }: WordsDto) {
    await this.decisions.note(agent, id, words);
    return back(id);
  }

  @Post('correction')
  @OnCase()
  @Redirect()
  async correct(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { message, words }: CorrectionDto) {
    await this.decisions.correct(agent, id, message, words);
    return back(id);
  }

  @Post('lifting')
  @OnCase()
  @Redirect()
  async lift(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string, @Body() { words = '' }: WordsDto) {
    await this.decisions.lift(agent, id, words);
    return back(id);
  }
}

const back = (id: string) => seeOther(`/privacy/cases/${id}`);
