import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { ChatError } from '../errors';
import { ClientAddress } from './client-address';

/** The widget's doors, those of vendors' notices, of reports and the one that stops mails have rules of their own, and look at no cookie. */
const openDoors = /^\/((widget|hooks|mail)\/|csp-reports$)/;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Forms need no token: browsers say with every unsafe request which page it came from, and a page cannot change that. A request that
 * says neither is refused too, so that an old browser is no way in.
 */
@Injectable()
export class OwnOrigin {
  constructor(private readonly address: ClientAddress) {}

  readonly middleware = (request: Request, _response: Response, next: NextFunction): void => {
    if (safeMethods.has(request.method) || openDoors.test(request.path) || this.isOwn(request)) next();
    else next(new ChatError('request.foreign_origin'));
  };

  private isOwn(request: Request): boolean {
    return request.headers.origin === this.address.publicOrigin(request) || request.headers['sec-fetch-site'] === 'same-origin';
  }
}
