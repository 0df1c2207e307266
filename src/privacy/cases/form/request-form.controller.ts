import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Public } from '../../../common/access';
import { ChatError } from '../../../common/errors';
import { EmailField, TextField } from '../../../common/forms/fields';
import { ClientAddress } from '../../../common/http/client-address';
import { setCookie } from '../../../common/http/cookies';
import { Texts } from '../../../common/texts';
import { keptInBrowsers } from '../../../data-map/stored-key';
import { caseKinds, type CaseKind } from '../case.types';
import { Limits } from '../../../common/limits/limits';
import { FormPages } from './form-page.service';
import { RequestForm } from './request-form.service';

const cookie = 'parlour_case';
const ticketKey = keptInBrowsers({
  purpose: 'cookies.keys.case',
  kind: 'cookie',
  names: [cookie],
  category: 'necessary',
  lifetime: 3600,
  on: 'server',
});

class LanguageQuery {
  @IsOptional() @IsString() @Matches(/^[\w,; .=*-]*$/) @MaxLength(200) language?: string;
}
class FormDto {
  @IsIn(caseKinds) kind: CaseKind;
  @EmailField() email: string;
  @TextField(4000) body: string;
}
class CodeDto {
  /** Whatever somebody types: what is no code is a wrong one. */
  @IsString() @MaxLength(40) code: string;
}
class KeyParams {
  @Matches(/^[\w-]{32}$/) key: string;
}

/** Where people ask who have no widget at hand. Their page's address has a key that cannot be guessed, and shows nothing without the code. */
@Controller('privacy')
@Public('people without an account ask about their data here; a mailed code shows that the address is theirs')
export class RequestFormController {
  constructor(
    private readonly form: RequestForm,
    private readonly pages: FormPages,
    private readonly limits: Limits,
    private readonly addresses: ClientAddress,
    private readonly texts: Texts,
  ) {}

  @Get(':address/request')
  async show(
    @Param('address') address: string,
    @Query() query: LanguageQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const owner = await this.form.ownerOf(address);
    if (!owner) throw new ChatError('request.not_found');
    response.render('requests/form', await this.pages.form(address, owner, wishesOf(query, request)));
  }

  @Post(':address/request')
  async ask(
    @Param('address') address: string,
    @Query() query: LanguageQuery,
    @Body() { kind, email, body }: FormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const owner = await this.form.ownerOf(address);
    if (!owner) throw new ChatError('request.not_found');
    await this.limits.take('formClient', this.addresses.of(request));
    await this.limits.take('formAddress', email);
    const language = this.texts.pick(wishesOf(query, request));
    const key = await this.form.ask(owner, { kind, email, body, language });
    response.redirect(303, `/privacy/requests/${key}`);
  }

  @Get('requests/:key')
  async look(@Param() { key }: KeyParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    const one = await this.form.find(key);
    if (this.form.mayLook(one, ticketOf(request))) response.render('requests/status', await this.pages.status(key, one));
    else response.render('requests/code', await this.pages.code(key, one));
  }

  @Post('requests/:key/proof')
  async prove(
    @Param() { key }: KeyParams,
    @Body() { code }: CodeDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.take('formCode', this.addresses.of(request));
    try {
      const ticket = await this.form.prove(key, code.replace(/\s/g, ''));
      setCookie(response, ticketKey, ticket, { sameSite: 'lax', secure: this.addresses.isSecure(request) });
      response.redirect(303, `/privacy/requests/${key}`);
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== 'case.code') throw error;
      const page = await this.pages.code(key, await this.form.find(key));
      response.status(422).render('requests/code', { ...page, error: page.wrong });
    }
  }

  @Post('requests/:key/codes')
  async again(@Param() { key }: KeyParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.limits.take('formCode', this.addresses.of(request));
    await this.form.sendCode(key);
    response.redirect(303, `/privacy/requests/${key}`);
  }

  @Post('requests/:key/download')
  @HttpCode(303)
  async download(@Param() { key }: KeyParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    const one = await this.form.find(key);
    if (!this.form.mayLook(one, ticketOf(request))) return response.redirect(303, `/privacy/requests/${key}`);
    response.redirect(303, await this.form.download(one));
  }
}

const ticketOf = (request: Request): string | undefined => parseCookie(request.headers.cookie ?? '')[cookie];

const wishesOf = ({ language }: LanguageQuery, request: Request): string[] =>
  (language ?? request.headers['accept-language'] ?? '').split(',').map((wish) => wish.split(';')[0]!);
