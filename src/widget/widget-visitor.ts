import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { BanList } from '../bans/ban-list.service';
import { ClientAddress } from '../common/http/client-address';
import type { Speaker } from '../conversations/visitor-side/visitor-verbs.service';
import { Arrivals } from '../visitors/arrivals.service';
import { VisitorFactsService } from '../visitors/visitor-facts.service';
import { VisitorsService } from '../visitors/visitors.service';
import { WidgetOrigin } from './widget-origin';

/** Finds out whose request this is: by its token alone, and only from a page of the token's website. */
@Injectable()
export class WidgetVisitor {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly facts: VisitorFactsService,
    private readonly arrivals: Arrivals,
    private readonly bans: BanList,
    private readonly origin: WidgetOrigin,
    private readonly addresses: ClientAddress,
  ) {}

  /** Who may chat. @throws ChatError visitor.banned */
  async chatting(request: Request): Promise<Speaker> {
    const speaker = await this.of(request);
    await this.admit(speaker, request);
    return speaker;
  }

  /** Before there is a token, the address alone can be banned. @throws ChatError visitor.banned */
  admit({ workspaceId, visitorId }: { workspaceId: string; visitorId?: string }, request: Request): Promise<void> {
    return this.bans.check({ workspaceId, visitorId, address: this.addresses.of(request) });
  }

  /** Whoever it is: also who is banned keeps their rights over their data. */
  async of(request: Request): Promise<Speaker> {
    const { visitorId, websiteId, workspaceId, website, isNew } = await this.visitors.identify(bearerOf(request));
    this.origin.check(request, website);
    const { 'user-agent': userAgent, 'accept-language': acceptLanguage } = request.headers;
    const address = this.addresses.of(request);
    const traces = { userAgent, acceptLanguage, address };
    if (!isNew) this.arrivals.note({ visitorId, websiteId, workspaceId }, address);
    const facts = isNew ? this.facts.later(website, visitorId, traces) : undefined;
    return { visitorId, websiteId, workspaceId, facts, denies: request.headers['sec-gpc'] === '1' };
  }
}

const bearerOf = (request: Request): string | undefined =>
  /^Bearer ([\w.-]{1,400})$/.exec(request.headers.authorization ?? '')?.[1];
