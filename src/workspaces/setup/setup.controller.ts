import { Body, Controller, Get, Post, Query, Redirect, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SessionsService } from '../../auth/sessions.service';
import { Public } from '../../common/access';
import { Form, seeOther } from '../../common/forms/form';
import { Texts } from '../../common/texts';
import { SetupDto } from './setup.dto';
import { SetupRefusedFilter } from './setup-refused.filter';
import { SetupService } from './setup.service';

@Controller('setup')
@UseFilters(SetupRefusedFilter)
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly sessions: SessionsService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Public('nobody has an account yet; the key is checked')
  async show(@Query('key') key: unknown, @Res() response: Response): Promise<void> {
    if (key === undefined && (await this.setup.isOpen())) return response.render('errors/error', this.waiting());
    response.render('setup/new', await this.page(key));
  }

  @Post()
  @Public('nobody has an account yet; the key is checked, and works once')
  @Form<SetupController>('setup/new', (controller, { body }) => controller.page((body as SetupDto | undefined)?.key))
  @Redirect()
  async finish(@Body() chosen: SetupDto, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { accountId, workspaceId, websiteId } = await this.setup.finish(chosen);
    await this.sessions.start(accountId, workspaceId, response, request);
    return seeOther(`/settings/websites/${websiteId}/install`);
  }

  async page(key: unknown) {
    await this.setup.check(String(key));
    return { title: this.texts.t('en', 'setup.title'), key, values: {} };
  }

  /** Somebody is early: the link is where the server was started. */
  private waiting() {
    const headline = this.texts.t('en', 'setup.waitingTitle');
    return { title: headline, headline, message: this.texts.t('en', 'setup.waitingText') };
  }
}
