import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { OptionalEmailField, TextField } from '../../common/forms/fields';
import { Limits } from '../../common/limits/limits';
import { Texts } from '../../common/texts';
import { caseKinds, type CaseKind } from '../../privacy/cases/case.types';
import { CasesService } from '../../privacy/cases/cases.service';
import type { PrivacyCase } from '../../privacy/cases/privacy-case.entity';
import { SelfService } from '../../privacy/cases/self-service.service';
import { ErasureService } from '../../privacy/erasure/erasure.service';
import { ExportService } from '../../privacy/export/export.service';
import { PersonDirectory } from '../../privacy/people/person-directory.service';
import { objectionPurposes, type ObjectionPurpose, type Person } from '../../privacy/privacy.types';
import { WidgetVisitor } from '../widget-visitor';
import { personOfSpeaker, YourData } from './your-data.service';

/** Longest text that comes with a request. */
const longest = 4000;

class LanguageQuery {
  @IsOptional() @IsString() @MaxLength(200) language?: string;
}
class RequestDto extends LanguageQuery {
  @IsIn(caseKinds) kind: CaseKind;
  @IsOptional() @TextField(longest) body?: string;
  @IsOptional() @IsIn(objectionPurposes) about?: ObjectionPurpose;
}
class ContactDto {
  @IsOptional() @TextField(120) name?: string;
  @OptionalEmailField() email?: string;
}
class RestrictionDto extends LanguageQuery {
  @IsBoolean() on: boolean;
}
class ObjectionDto extends LanguageQuery {
  @IsIn(objectionPurposes) purpose: ObjectionPurpose;
  @IsBoolean() on: boolean;
}
class RequestParams {
  @Matches(/^[0-9a-z]{26}$/) requestId: string;
}

/** A visitor's rights over their own data: `docs/protocol.md`, section 3. Their token is the proof, and opens nobody else's. */
@Controller('widget/v1/privacy')
@Public('visitors have no account; each door looks at the token and the origin')
export class YourDataController {
  constructor(
    private readonly yourData: YourData,
    private readonly self: SelfService,
    private readonly cases: CasesService,
    private readonly exports: ExportService,
    private readonly erasures: ErasureService,
    private readonly people: PersonDirectory,
    private readonly visitor: WidgetVisitor,
    private readonly limits: Limits,
    private readonly texts: Texts,
  ) {}

  @Get()
  async show(@Query() { language = '' }: LanguageQuery, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Cache-Control', 'no-store');
    return this.yourData.of(await this.speaker(request), language.split(','));
  }

  @Post('requests')
  async ask(@Body() { kind, body, about, language }: RequestDto, @Req() request: Request) {
    const speaker = await this.speaker(request);
    if (kind === 'question' || kind === 'rectification') {
      if (!body) throw new ChatError('request.invalid', { fields: { body: 'validation.missing' } });
    }
    if (kind === 'objection' && !about) throw new ChatError('request.invalid', { fields: { about: 'validation.missing' } });
    const asked = { kind, body, about, language: this.pick(language) };
    return this.yourData.request(await this.self.ask(personOfSpeaker(await this.known(speaker)), asked));
  }

  @Get('requests/:requestId')
  async look(@Param() { requestId }: RequestParams, @Req() request: Request) {
    const person = personOfSpeaker(await this.speaker(request));
    return this.yourData.request(await this.own(person, requestId));
  }

  /** An address for one download: a browser that follows a link cannot show a token. */
  @Post('requests/:requestId/download')
  @HttpCode(200)
  async download(@Param() { requestId }: RequestParams, @Req() request: Request) {
    const person = personOfSpeaker(await this.speaker(request));
    const workId = (await this.own(person, requestId)).workId;
    if (!workId) throw new ChatError('export.not_ready');
    const { path, until } = await this.exports.ticket(person, workId);
    return { address: path, until: until.toISOString() };
  }

  /**
   * Where the certificate of an erasure is read, once it is written. It needs no token, which is gone with the rest; it names nobody, and its
   * address cannot be guessed.
   */
  @Get('certificates/:requestId')
  async certificate(@Param() { requestId }: RequestParams) {
    const one = await this.cases.byId(requestId);
    if (one?.kind !== 'erasure' || !one.workId) throw new ChatError('erasure.not_found');
    await this.erasures.certificate(one.workId);
    return { address: `/certificates/${one.workId}` };
  }

  /** Takes effect at once: it is about nobody else. */
  @Post('contact')
  @HttpCode(200)
  async correct(@Body() { name, email }: ContactDto, @Req() request: Request) {
    const speaker = await this.known(await this.speaker(request));
    await this.people.correct(personOfSpeaker(speaker), { name: name || null, email: email ?? null });
    return { name: name || null, email: email ?? null };
  }

  @Post('restriction')
  @HttpCode(200)
  async restrict(@Body() { on, language }: RestrictionDto, @Req() request: Request) {
    const person = personOfSpeaker(await this.known(await this.speaker(request)));
    if (on) await this.self.ask(person, { kind: 'restriction', language: this.pick(language) });
    else await this.self.liftRestriction(person);
    return { on };
  }

  @Post('objections')
  @HttpCode(200)
  async object(@Body() { purpose, on, language }: ObjectionDto, @Req() request: Request) {
    const person = personOfSpeaker(await this.known(await this.speaker(request)));
    if (on) await this.self.ask(person, { kind: 'objection', about: purpose, language: this.pick(language) });
    else await this.self.allowAgain(person, purpose);
    return { purpose, on };
  }

  /** What an erasure would take, counted and not touched. */
  @Get('erasure')
  async wouldGo(@Req() request: Request) {
    return { counts: await this.yourData.wouldGo(await this.speaker(request)) };
  }

  private async own(person: Person, id: string): Promise<PrivacyCase> {
    const own = (await this.cases.ofPerson(person)).find((one) => one.id === id);
    if (!own) throw new ChatError('case.not_found');
    return own;
  }

  private async speaker(request: Request) {
    const speaker = await this.visitor.of(request);
    await this.limits.take('frame', speaker.visitorId);
    return speaker;
  }

  /** Whoever never wrote has nothing that could be restricted, corrected or erased. */
  private async known<Speaker extends { workspaceId: string; visitorId: string }>(speaker: Speaker): Promise<Speaker> {
    const { workspaceId, visitorId: id } = speaker;
    if (!(await this.people.contactOf({ workspaceId, kind: 'visitor', id }))) throw new ChatError('person.unknown');
    return speaker;
  }

  private pick(language = ''): string {
    return this.texts.pick(language.split(','));
  }
}
