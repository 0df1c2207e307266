import { Controller, Get, Inject, Render } from '@nestjs/common';
import { Public } from '../common/access';
import { ChatError } from '../common/errors';
import { Texts } from '../common/texts';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';

@Controller('styleguide')
@Public('Shows components with invented people, in development only.')
export class StyleguideController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('styleguide/index')
  show() {
    if (!this.settings.DEVELOPMENT) throw new ChatError('request.not_found');
    return { title: this.texts.t('en', 'styleguide.title') };
  }
}
