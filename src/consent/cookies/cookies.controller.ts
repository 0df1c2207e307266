import { Controller, Get, Param, Query, Render, Req } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Request } from 'express';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { CookiePage } from './cookie-page';
import { StorageRegistry } from './storage-registry.service';

class WebsiteParams {
  @Matches(/^[\w-]{1,64}$/) website: string;
}
class LanguageQuery {
  @IsOptional() @IsString() @MaxLength(35) language?: string;
}

/** What is kept in browsers and why, made from what can be kept at all. */
@Controller('cookies')
@Public('a page for everybody')
export class CookiesController {
  constructor(
    private readonly registry: StorageRegistry,
    private readonly page: CookiePage,
    private readonly websites: WebsitesService,
    private readonly workspaces: WorkspacesService,
    private readonly identities: LegalIdentities,
    private readonly texts: Texts,
  ) {}

  /** Of the pages that the server serves. */
  @Get()
  @Render('cookies/show')
  async ofServer(@Query() { language }: LanguageQuery, @Req() request: Request) {
    const { legalName } = await this.identities.ofOperator();
    return this.model(this.registry.ofServer(), legalName || 'Parlour', 'accounts', language, request);
  }

  /** Of a website, by the key that stands in its script tag. */
  @Get(':website')
  @Render('cookies/show')
  async ofWebsite(@Param() { website: key }: WebsiteParams, @Query() { language }: LanguageQuery, @Req() request: Request) {
    const website = await this.websites.byKey(key);
    if (!website) throw new ChatError('request.not_found');
    const { legalName } = await this.identities.of(website.workspaceId);
    const holder = legalName || (await this.workspaces.get(website.workspaceId)).name;
    const things = await this.registry.ofWebsites(website.workspaceId);
    const named = things.map((thing) => ({ ...thing, name: thing.name.replace('{website}', key) }));
    return this.model(named, holder, 'visitors', language, request);
  }

  private model(
    things: Parameters<CookiePage['model']>[0],
    holder: string,
    audience: 'visitors' | 'accounts',
    wish: string | undefined,
    request: Request,
  ) {
    const wishes = wish ? [wish] : (request.headers['accept-language'] ?? '').split(',').map((one) => one.split(';')[0]);
    return this.page.model(things, holder, audience, this.texts.pick(wishes), request.path);
  }
}
