import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ChatError, type ErrorCode } from '../errors';
import { Texts } from '../texts';
import { ViewsService } from '../views/views.service';
import { flash } from './flash';
import { otherMethodsAt } from './other-methods';
import { wantsPage } from './wants-page';

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'request.malformed',
  404: 'request.not_found',
  405: 'request.method',
  413: 'request.too_large',
  415: 'request.malformed',
  422: 'request.invalid',
};

/** Every refusal leaves through here: as JSON for programs, as a page for people. What is not a refusal is a fault, and only logged. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    private readonly views: ViewsService,
    private readonly texts: Texts,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = this.refusalOf(thrown, request, response);
    // Half an answer is on its way: the only honest end is a broken connection.
    if (response.headersSent) return void response.destroy();
    if (error.details.retryAfter) response.setHeader('Retry-After', Math.ceil(error.details.retryAfter));
    response.setHeader('Cache-Control', 'no-store');
    if (!wantsPage(request)) response.status(error.status).json({ error: error.toWire() });
    else if (ways[error.code]) response.redirect(303, ways[error.code]!(request, response));
    else this.showPage(error, response);
  }

  private refusalOf(thrown: unknown, request: Request, response: Response): ChatError {
    if (thrown instanceof ChatError) return thrown;
    const status = thrown instanceof HttpException ? thrown.getStatus() : Number((thrown as { status?: number } | null)?.status);
    const allowed = status === 404 ? otherMethodsAt(request) : [];
    if (allowed.length) response.setHeader('Allow', allowed.join(', '));
    const code = allowed.length ? 'request.method' : codeOfStatus[status];
    if (code) return new ChatError(code);
    const stack = thrown instanceof Error ? thrown.stack : 'something that is no error was thrown';
    this.logger.error({ requestId: response.locals.requestId as string, fault: stack });
    return new ChatError('server.fault');
  }

  private showPage(error: ChatError, response: Response): void {
    const { status, message } = error;
    const headline = this.texts.t('en', this.headlineFor(status));
    const action = { label: this.texts.t('en', 'errors.action'), path: '/' };
    const fields = Object.values(error.details.fields ?? {});
    const page = { ...response.locals, title: headline, status, headline, message: [message, ...fields].join(' '), action };
    response.status(status).type('html').send(this.views.page('errors/error', page));
  }

  private headlineFor(status: number): string {
    if (status === 403) return 'errors.forbidden';
    if (status === 404) return 'errors.notFound';
    if (status === 410) return 'errors.gone';
    if (status === 429) return 'errors.tooMany';
    if (status === 503) return 'errors.unavailable';
    return status >= 500 ? 'errors.fault' : 'errors.refused';
  }
}

/** Refusals that say where to go on: the person is led there. */
const ways: Partial<Record<ErrorCode, (request: Request, response: Response) => string>> = {
  'sign_in.needed': (request) => signInFor(request),
  'second_step.over': (_request, response) => {
    flash(response, 'critical', 'notices.secondStepOver');
    return '/sign-in';
  },
  'factor.needed': () => '/settings/you/sign-in',
  'factor.unconfirmed': (request) => `/settings/you/sign-in/confirmation?next=${encodeURIComponent(pageOf(request))}`,
};

/** The page that somebody is on: its own address, or that of the form. */
function pageOf(request: Request): string {
  if (request.method === 'GET') return request.originalUrl;
  const { referer } = request.headers;
  return referer && URL.canParse(referer) ? new URL(referer).pathname : '/settings/you/sign-in';
}

/** Back to where they were going, if going there again is harmless. */
const signInFor = (request: Request): string =>
  ['GET', 'HEAD'].includes(request.method) ? `/sign-in?next=${encodeURIComponent(request.originalUrl)}` : '/sign-in';
