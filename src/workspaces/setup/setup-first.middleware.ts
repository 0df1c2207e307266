import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { SetupService } from './setup.service';

/** Before the server is set up there is nothing to sign in to. */
@Injectable()
export class SetupFirst implements NestMiddleware {
  constructor(private readonly setup: SetupService) {}

  async use(_request: Request, response: Response, next: NextFunction): Promise<void> {
    if (await this.setup.isOpen()) response.redirect(303, '/setup');
    else next();
  }
}
