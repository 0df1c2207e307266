import {
  applyDecorators,
  Catch,
  Injectable,
  SetMetadata,
  UseFilters,
  UseInterceptors,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, type Observable } from 'rxjs';
import type { AgentRequest } from '../current-agent';
import { ChatError } from '../errors';
import { wantsPage } from '../http/wants-page';
import { Texts } from '../texts';
import { faultsOf, typedValues } from './faults';

/** Makes the page that a form stands on. */
type PageOf<Controller> = (controller: Controller, request: AgentRequest) => object | Promise<object>;
interface FormRule {
  view: string;
  page: PageOf<unknown>;
}

const FORM_RULE = Symbol('form rule');
/** Refusals after which the person goes on in the form: to mend it, or to send it again later. Others get the error page. */
const mendable = [401, 409, 422, 429, 503];

/** A page to send instead of the refusal. */
class FormRefused extends Error {
  constructor(
    readonly refusal: ChatError,
    readonly view: string,
    readonly model: object,
  ) {
    super(refusal.message);
  }
}

@Injectable()
class FormInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly texts: Texts,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => this.redraw(context, error)));
  }

  private async redraw(context: ExecutionContext, error: unknown): Promise<never> {
    const request = context.switchToHttp().getRequest<AgentRequest>();
    const wanted = error instanceof ChatError && mendable.includes(error.status) && wantsPage(request);
    if (!wanted) throw error;
    const { view, page } = this.reflector.get<FormRule>(FORM_RULE, context.getHandler());
    const model = await page(this.modules.get(context.getClass(), { strict: false }), request);
    const errors = faultsOf(error, (key) => this.texts.t('en', key));
    throw new FormRefused(error, view, { ...model, errors, values: typedValues(request.body) });
  }
}

@Catch(FormRefused)
class FormFilter implements ExceptionFilter<FormRefused> {
  catch({ refusal, view, model }: FormRefused, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (refusal.details.retryAfter) response.setHeader('Retry-After', String(refusal.details.retryAfter));
    response.status(refusal.status).render(view, model);
  }
}

/**
 * A form that is refused is drawn again, with what was typed (`values`; never passwords) and the faults beside their fields
 * (`errors`, `errors.form` for the whole), under the refusal's own status so that Turbo shows it.
 */
export const Form = <Controller>(view: string, page: PageOf<Controller>): MethodDecorator =>
  applyDecorators(
    SetMetadata(FORM_RULE, { view, page: page as PageOf<unknown> } satisfies FormRule),
    UseInterceptors(FormInterceptor),
    UseFilters(FormFilter),
  );

/** What a handler with `@Redirect()` returns after a form was accepted: the browser gets the page with GET. */
export const seeOther = (url: string) => ({ url, statusCode: 303 });
