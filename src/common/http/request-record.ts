import { Injectable, Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { newId } from '../ids';

/** What is remembered of a request: never an address, a query, a body or a person. */
export interface RequestRecord {
  method: string;
  /** The pattern of the route, as `/inbox/:list`, so that no identifier is kept; `(none)` if there was none. */
  route: string;
  status: number;
  millis: number;
}
export type RequestObserver = (record: RequestRecord) => void;

/** Gives each request an id, and tells when it was answered. */
@Injectable()
export class RequestRecords {
  private readonly logger = new Logger('http');
  private readonly observers: RequestObserver[] = [];

  observe(observer: RequestObserver): void {
    this.observers.push(observer);
  }

  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    const requestId = newId();
    response.locals.requestId = requestId;
    response.setHeader('X-Request-Id', requestId);
    response.once('close', () => {
      const millis = Math.round((performance.now() - start) * 10) / 10;
      // 499: the client went away before the answer was complete.
      const status = response.writableFinished ? response.statusCode : 499;
      const record = { method: request.method, route: routeOf(request, response), status, millis };
      this.logger.log({ requestId, ...record });
      for (const observer of this.observers) observer(record);
    });
    next();
  };
}

function routeOf(request: Request, response: Response): string {
  const path = (request.route as { path?: unknown } | undefined)?.path;
  if (typeof path === 'string' && !path.includes('*')) return path;
  return (response.locals.route as string | undefined) ?? '(none)';
}
