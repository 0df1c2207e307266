import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ClientAddress } from '../common/http/client-address';
import type { Website } from '../workspaces/website.entity';
import { WebsitesService } from '../workspaces/websites.service';

/** Lets the pages of a website, and no others, read the widget's answers. */
@Injectable()
export class WidgetOrigin {
  constructor(
    private readonly websites: WebsitesService,
    private readonly addresses: ClientAddress,
  ) {}

  /** Cross-origin headers, before anything can go wrong: a page may always read why it was refused. No cookie ever comes along. */
  open(request: Request, response: Response): void {
    const { origin } = request.headers;
    if (!origin) return;
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    response.vary('Origin');
  }

  preflight(request: Request, response: Response): void {
    this.open(request, response);
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-File-Name');
    response.setHeader('Access-Control-Max-Age', '7200');
    response.status(204).end();
  }

  /** @throws ChatError website.foreign_origin, website.not_live */
  check(request: Request, website: Website): void {
    const { origin } = request.headers;
    const isOwn = this.addresses.isFromOwnPage(request);
    this.websites.admit(website, { origin, isOwn }, this.addresses.publicOrigin(request));
  }
}
