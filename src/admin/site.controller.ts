import { Controller, Get, Header, HttpCode, Query } from '@nestjs/common';
import { Matches } from 'class-validator';
import { Public } from '../common/access';

class ThemeQuery {
  @Matches(/^#?[0-9a-f]{6}$/i) accent: string;
}

const forever = 'public, max-age=31536000, immutable';

/** The few files that are not built: they depend on the request, or are one line long. */
@Controller()
@Public('Browsers and crawlers ask for these before anybody is signed in.')
export class SiteController {
  /** A stylesheet, since the strict policy allows no style in a page. */
  @Get('theme.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', forever)
  theme(@Query() { accent }: ThemeQuery): string {
    return `:root{--brand:#${accent.replace('#', '').toLowerCase()}}`;
  }

  @Get('robots.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=86400')
  robots(): string {
    return 'User-agent: *\nDisallow: /\n';
  }

  /** Pages name their icon; this only spares the log the guesses of browsers. */
  @Get('favicon.ico')
  @HttpCode(204)
  @Header('Cache-Control', 'public, max-age=86400')
  icon(): void {}
}
