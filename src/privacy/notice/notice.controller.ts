import { Controller, Get, Next, Param, Query, Req, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { NextFunction, Request, Response } from 'express';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { NoticePage } from './notice-page';
import { Notices } from './notices.service';

/** `operator`, the key of a website, or a workspace's id. Anything else is another page's address. */
const address = /^(operator|w_\w{1,62}|[0-9a-z]{26})$/;

class NoticeQuery {
  @IsOptional() @IsString() @Matches(/^[\w,; .=*-]*$/) @MaxLength(200) language?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) version?: number;
}

/** The notice, for everybody: the newest version, and each earlier one. */
@Controller('privacy')
@Public('people read what happens with their data before they have any relation with us')
export class NoticeController {
  constructor(
    private readonly pages: NoticePage,
    private readonly notices: Notices,
  ) {}

  @Get(':address/notice.json')
  async json(@Param('address') at: string, @Query() query: NoticeQuery, @Res({ passthrough: true }) response: Response) {
    const { holder, version, wishes } = await this.find(at, query, '');
    response.setHeader('Cache-Control', 'no-cache');
    const { language } = await this.pages.of(at, holder, version, wishes, true);
    const statements = this.notices.worded(version, language);
    return { version: version.number, id: version.id, publishedAt: version.publishedAt, language, statements };
  }

  @Get(':address')
  async show(
    @Param('address') at: string,
    @Query() query: NoticeQuery,
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): Promise<void> {
    if (!address.test(at)) return next();
    const { holder, version, wishes, isNewest } = await this.find(at, query, request.headers['accept-language'] ?? '');
    response.setHeader('Cache-Control', 'no-cache');
    response.vary('Accept-Language');
    response.render('privacy/notice', await this.pages.of(at, holder, version, wishes, isNewest));
  }

  private async find(at: string, { language, version: number }: NoticeQuery, accepted: string) {
    const holder = address.test(at) ? await this.pages.holderOf(at) : undefined;
    const newest = holder && (await this.notices.current(holder));
    if (!holder || !newest) throw new ChatError('request.not_found');
    const version = number === undefined ? newest : await this.notices.version(holder, number);
    const wishes = (language ?? accepted).split(',').map((wish) => wish.split(';')[0]!);
    return { holder, version, wishes, isNewest: version.number === newest.number };
  }
}
