import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { LineField, TextField, TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { CasesService } from '../../privacy/cases/cases.service';
import { SelfService } from '../../privacy/cases/self-service.service';
import { ExportService } from '../../privacy/export/export.service';
import { PersonDirectory } from '../../privacy/people/person-directory.service';
import { OwnData, personOfAccount } from './own-data.service';

const page = '/settings/privacy';
const language = 'en';

class WordsDto {
  @IsIn(['question', 'rectification']) kind: 'question' | 'rectification';
  @TextField(4000) body: string;
}
class NameDto {
  @LineField() name: string;
}
class ExportDto {
  /** What its readable page is written in. */
  @IsOptional() @IsIn(['en', 'fr', 'de', 'es', 'ar']) language?: string;
}
class RestrictionDto {
  @TickField() on = false;
}

/** Everybody's own data: what a login brings with it, whatever the role. */
@Controller('settings/privacy')
@Allow('conversation.read')
export class OwnDataController {
  constructor(
    private readonly own: OwnData,
    private readonly self: SelfService,
    private readonly cases: CasesService,
    private readonly exports: ExportService,
    private readonly people: PersonDirectory,
  ) {}

  @Get()
  @Render('your-data/show')
  show(@CurrentAgent() agent: Agent) {
    return this.own.page(agent);
  }

  @Post('export')
  @Redirect()
  async export(@CurrentAgent() agent: Agent, @Body() { language: wish = language }: ExportDto) {
    await this.self.ask(personOfAccount(agent), { kind: 'access', language: wish });
    return seeOther(page);
  }

  @Post('export/:id')
  @Redirect()
  async download(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    const person = personOfAccount(agent);
    const own = (await this.cases.ofPerson(person)).find((one) => one.id === id);
    if (!own?.workId) throw new ChatError('case.not_found');
    return seeOther((await this.exports.ticket(person, own.workId)).path);
  }

  @Post('words')
  @Form<OwnDataController>('your-data/show', (controller, { agent }) => controller.own.page(agent!))
  @Redirect()
  async ask(@CurrentAgent() agent: Agent, @Body() { kind, body }: WordsDto, @Res({ passthrough: true }) response: Response) {
    if (!body) throw new ChatError('request.invalid', { fields: { body: 'validation.missing' } });
    await this.self.ask(personOfAccount(agent), { kind, body, language });
    flash(response, 'positive', 'notices.asked');
    return seeOther(page);
  }

  @Post('name')
  @Form<OwnDataController>('your-data/show', (controller, { agent }) => controller.own.page(agent!))
  @Redirect()
  async rename(@CurrentAgent() agent: Agent, @Body() { name }: NameDto, @Res({ passthrough: true }) response: Response) {
    await this.people.correct(personOfAccount(agent), { name });
    flash(response, 'positive', 'notices.saved');
    return seeOther(page);
  }

  @Post('restriction')
  @Redirect()
  async restrict(@CurrentAgent() agent: Agent, @Body() { on }: RestrictionDto) {
    const person = personOfAccount(agent);
    if (on) await this.self.ask(person, { kind: 'restriction', language });
    else await this.self.liftRestriction(person);
    return seeOther(page);
  }

  /** The session ends with the account: the next page is the one where people sign in. */
  @Post('erasure')
  @Form<OwnDataController>('your-data/show', (controller, { agent }) => controller.own.page(agent!))
  @Redirect()
  async erase(@CurrentAgent() agent: Agent) {
    await this.self.ask(personOfAccount(agent), { kind: 'erasure', language });
    return seeOther(page);
  }
}
