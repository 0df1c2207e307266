import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientAddress } from '../common/http/client-address';
import type { Speaker } from '../conversations/visitor-side/visitor-verbs.service';
import { VisitorFactsService } from '../visitors/visitor-facts.service';
import { VisitorsService } from '../visitors/visitors.service';
import { WidgetOrigin } from './widget-origin';

/** Finds out whose request this is: by its token alone, and only from a page of the token's website. */
@Injectable()
export class WidgetVisitor {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly facts: VisitorFactsService,
    private readonly origin: WidgetOrigin,
    private readonly addresses: ClientAddress,
  ) {}

  async of(request: Request): Promise<Speaker> {
    const { visitorId, websiteId, workspaceId, website, isNew } = await this.visitors.identify(bearerOf(request));
    this.origin.check(request, website);
    const { 'user-agent': userAgent, 'accept-language': acceptLanguage } = request.headers;
    const traces = { userAgent, acceptLanguage, address: this.addresses.of(request) };
    const facts = isNew ? this.facts.later(website, visitorId, traces) : undefined;
    return { visitorId, websiteId, workspaceId, facts, denies: request.headers['sec-gpc'] === '1' };
  }
}

const bearerOf = (request: Request): string | undefined =>
  /^Bearer ([\w.-]{1,400})$/.exec(request.headers.authorization ?? '')?.[1];
