import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { ClientAddress } from './client-address';

/** The page with the widget on trial, which the installation page shows in a frame. */
const framedByOurselves = /^\/settings\/websites\/[^/]+\/preview$/;
const widgetDoors = /^\/widget(\.js$|\/)/;
const oneYear = 31_536_000;

/** Each kind of door gets the headers that fit it: helmet's own defaults would break the widget on other sites, and plain HTTP. */
@Injectable()
export class SecurityHeaders {
  private readonly pages = this.both("'none'");
  private readonly framedPages = this.both("'self'");
  private readonly widget = helmet({
    ...this.options("'none'", false),
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
  });

  constructor(private readonly address: ClientAddress) {}

  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    response.locals.nonce = randomBytes(16).toString('base64');
    response.setHeader('Cache-Control', 'no-store');
    const kind = this.address.isSecure(request) ? 'secure' : 'plain';
    response.locals.secure = kind === 'secure';
    if (kind === 'secure') {
      response.setHeader('Strict-Transport-Security', `max-age=${oneYear}`);
      response.setHeader('Reporting-Endpoints', 'csp="/csp-reports"');
    }
    if (widgetDoors.test(request.path)) this.widget(request, response, next);
    else if (framedByOurselves.test(request.path)) this.framedPages[kind](request, response, next);
    else this.pages[kind](request, response, next);
  };

  /** Browsers that know the newer way of reports take it over TLS only, and then ignore the older one: over plain HTTP it is not offered. */
  private both(framedBy: string) {
    return { plain: helmet(this.options(framedBy, false)), secure: helmet(this.options(framedBy, true)) };
  }

  private options(framedBy: string, secure: boolean): HelmetOptions {
    const nonce = (_request: IncomingMessage, response: unknown) => `'nonce-${(response as Response).locals.nonce as string}'`;
    // Some browsers do not count the socket as 'self'.
    const socket = (request: IncomingMessage) => this.address.publicOrigin(request).replace(/^http/, 'ws');
    return {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", nonce],
          styleSrc: ["'self'", nonce],
          imgSrc: ["'self'", 'blob:', 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'", socket],
          formAction: ["'self'"],
          frameSrc: ["'self'"],
          frameAncestors: [framedBy],
          baseUri: ["'none'"],
          reportUri: ['/csp-reports'],
          ...(secure && { reportTo: ['csp'] }),
        },
      },
      xFrameOptions: { action: framedBy === "'self'" ? 'sameorigin' : 'deny' },
      referrerPolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
      strictTransportSecurity: false,
    };
  }
}
