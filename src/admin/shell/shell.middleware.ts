import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { AgentRequest } from '../../common/current-agent';
import { ShellService } from './shell.service';

/** Promises each page what stands around it. Nothing is read until a page is drawn, and by then the guard knows who asks. */
@Injectable()
export class ShellMiddleware implements NestMiddleware {
  constructor(private readonly shell: ShellService) {}

  use(request: AgentRequest, response: Response, next: NextFunction): void {
    response.locals.shell = () => this.shell.modelFor(request, response);
    next();
  }
}
