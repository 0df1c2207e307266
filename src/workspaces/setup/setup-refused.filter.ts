import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { wantsPage } from '../../common/http/wants-page';
import { Texts } from '../../common/texts';
import { SetupRefused } from './setup.service';

/** A used or a wrong link gets a page of its own, which says where to look for the right one. */
@Catch(SetupRefused)
export class SetupRefusedFilter implements ExceptionFilter<SetupRefused> {
  constructor(private readonly texts: Texts) {}

  catch(refused: SetupRefused, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>().status(refused.status);
    if (wantsPage(request)) response.render('setup/closed', { title: this.texts.t('en', 'setup.closedTitle') });
    else response.json({ error: refused.toWire() });
  }
}
